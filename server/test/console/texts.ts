/**
 * Contents as they were sent, each with the text that a person reads. They test the server and the page in the browser.
 */
export const texts: readonly (readonly [content: string, read: string])[] = [
  // What only looks like markup is text: elements that HTML does not know, tags that never end, and the opening tag of
  // an element with hidden contents, such as `<Style>`, when its end tag is missing.
  ...[
    'Hello "<foo>" bar',
    '页面加了 <script> 后白屏',
    'Optional<Style> s, Set<Textarea>, Map<Math>',
    'From: Li <li@example.com> wrote',
    'From: Li <li@example.com>\nTo: <desk@example.com>\n  门锁打不开',
    'List<String> x = new ArrayList<>();',
    'Map<String, List<User>> users',
    'List<Object> all;\nOptional<Title> title;',
    '<订单号>12345</订单号>',
    '温度 <8ms et >200ms',
    'if x<y then z>1',
    'x<b and nothing more',
    'cd <path> && grep <text>',
    '<xml><FromUserName><![CDATA[gh_1]]></FromUserName></xml>',
    '<?php echo 1 > 0; ?>',
    'I </3 you > me, <>both</> and <!x>',
    '<my-el onfocus=x><a:b>x</a:b></my-el>',
    '__proto__ <constructor> <toString>',
  ].map((text) => [text, text] as const),
  ['R&amp;D <li@example.com>', 'R&D <li@example.com>'],
  ['a &lt;b&gt; c', 'a <b> c'],
  // Such text within or next to markup.
  ['<p>From: Li <li@example.com></p><p>您好</p>', 'From: Li <li@example.com>\n您好'],
  ['<p><订单号>1</订单号></p>', '<订单号>1</订单号>'],
  ['<div>List<String></div>', 'List<String>'],
  ['<p>x<y</p>z>1', 'x<y\nz>1'],
  ['b <b>2</b> <i y', 'b 2 <i y'],
  ['<p>List<Object> all</p><title>t</title><p>后</p>', 'List<Object> all\n后'],
  ['一<br>cd <path><BR/>二', '一\ncd <path>\n二'],
  // Elements of HTML and of mail programs are markup.
  ['<p>a <b>b</b></p><script>alert(1)</script>', 'a b'],
  ['a<b>c</b>', 'ac'],
  ['<FONT color=red>红</FONT><center>中</center><span title="a<x>c">x</span>', '红中x'],
  ['<p>x<o:p>&nbsp;</o:p></p><?xml:namespace prefix = o ns = "urn:x" />', 'x'],
  ['<!DOCTYPE html><!-- <x> --><p>x<![if !vml]>y<![endif]></p>', 'xy'],
  ['<svg viewBox="0 0 1 1"><path d="M0 0"/><text>t</text></svg><math><mi>x</mi></math>后', '后'],
];

/** Contents that are not empty, but of which nothing can be shown. */
export const unshownTexts: readonly string[] = [
  '<script>alert(1)</script>',
  '<title>门锁打不开</title>',
  '<p><iframe src="https://elsewhere.example"></iframe></p>',
  '<img src="cid:door.png@mail">',
  '<!-- 门锁打不开 -->',
  '<svg><text>门锁打不开</text></svg>',
  '<table><tr><td><video src="x.mp4"></video></td></tr></table>',
];

/** Empty contents, such as editors send together with a file. */
export const emptyTexts: readonly string[] = [
  '<!DOCTYPE html><html><head><meta charset=utf-8></head><body><p><br></p></body></html>',
  '<html><head><style><!-- p{} --></style></head><body><p class=MsoNormal><o:p>&nbsp;</o:p></p></body></html>',
  '',
  ' \n ',
  '&nbsp;',
  '<p><br></p>',
  '<p style="margin:0">&nbsp;</p><div><font color=red></font></div>',
  '<p class=MsoNormal><o:p></o:p></p>',
];
