/** Spellings of hosts in a URL that no push may reach, because their address is private, reserved or unassigned. */
export const privateSpellings: readonly string[] = [
  ...spelt([127, 0, 0, 1]),
  ...spelt([127, 255, 255, 254]),
  ...spelt([10, 0, 0, 1]),
  ...spelt([172, 16, 5, 4]),
  ...spelt([172, 31, 255, 255]),
  ...spelt([192, 168, 1, 1]),
  ...spelt([169, 254, 169, 254]),
  ...spelt([100, 64, 0, 1]),
  ...spelt([0, 0, 0, 0]),
  ...[
    [
      '127.1',
      '127.0.1',
      '0177.1',
      '0x7f.1',
      '0',
      '0x0',
      '127.0.0.1.',
      '１２７.0.0.1',
      '127。0。0。1',
      '①②⑦.0.0.1',
      '%31%32%37.0.0.1',
    ],
    ['192.0.0.1', '192.0.2.1', '192.88.99.1', '198.18.0.1', '198.19.255.255', '198.51.100.7', '203.0.113.9'],
    [
      '224.0.0.1',
      '239.255.255.255',
      '240.0.0.1',
      '255.255.255.255',
      '100.127.255.254',
      '192.31.196.1',
      '192.52.193.1',
      '192.175.48.1',
    ],
    [
      '[::]',
      '[::1]',
      '[0:0:0:0:0:0:0:1]',
      '[0000:0000:0000:0000:0000:0000:0000:0001]',
      '[::0001]',
      '[0::1]',
      '[::0.0.0.1]',
    ],
    [
      '[fe80::1]',
      '[fe80::1:2:3:4]',
      '[febf::1]',
      '[fec0::1]',
      '[fc00::1]',
      '[fd00::1]',
      '[fdff:ffff::1]',
      '[ff02::1]',
      '[ff0e::1]',
    ],
    [
      '[100::1]',
      '[2001::1]',
      '[2001:2::1]',
      '[2001:10::1]',
      '[2001:20::1]',
      '[2001:db8::1]',
      '[3fff::1]',
      '[5f00::1]',
      '[2001:0:7f00:1::1]',
    ],
    [
      '[fd00:ec2::254]',
      '[::fffe:7f00:1]',
      '[0:0:0:0:0:fffe:7f00:1]',
      '[4000::1]',
      '[8000::1]',
      '[e000::1]',
      '[1::1]',
      '[200::1]',
    ],
  ].flat(),
];

type Four = readonly [number, number, number, number];

/**
 * Returns the spellings of an IPv4 address in a URL: decimal, octal, hexadecimal, shortened, and inside an IPv6
 * address.
 */
function spelt([a, b, c, d]: Four): string[] {
  const whole = ((a * 256 + b) * 256 + c) * 256 + d;
  const hex = (value: number, width = 2) => value.toString(16).padStart(width, '0');
  const [high, low] = [hex(a * 256 + b, 4), hex(c * 256 + d, 4)];
  const dotted = `${a}.${b}.${c}.${d}`;
  return [
    dotted,
    `${whole}`,
    `0x${hex(whole, 8)}`,
    `0X${hex(whole, 8).toUpperCase()}`,
    `0${whole.toString(8)}`,
    [a, b, c, d].map((octet) => `0x${hex(octet)}`).join('.'),
    [a, b, c, d].map((octet) => `0${octet.toString(8)}`).join('.'),
    [a, b, c, d].map((octet) => `000${octet.toString(8)}`).join('.'),
    `${a}.${b}.${c * 256 + d}`,
    `${a}.${(b * 256 + c) * 256 + d}`,
    `0x${hex(a)}.${b}.0${c.toString(8)}.${d}`,
    `[::ffff:${dotted}]`,
    `[::FFFF:${high}:${low}]`,
    `[0:0:0:0:0:ffff:${high}:${low}]`,
    `[::${dotted}]`,
    `[::ffff:0:${dotted}]`,
    `[64:ff9b::${dotted}]`,
    `[64:ff9b::${high}:${low}]`,
    `[64:ff9b:1::${high}:${low}]`,
    `[2002:${high}:${low}::1]`,
  ];
}
