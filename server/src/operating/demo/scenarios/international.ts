import type { Scenario } from './scenario.ts';

const group = { groupId: 'international', language: 'en' } as const;

export const international: readonly Scenario[] = [
  {
    ...group,
    categoryId: 'intl_support',
    weight: 6,
    models: ['lock_s1', 'lock_x3', 'camera_c5', 'vacuum_v8_max', 'gateway_g1'],
    titles: ['{model} keeps going offline', 'Cannot pair {model}', 'How do I add a second user to {model}?'],
    questions: [
      '<p>Hi, my {model} drops off the network every night. Router is a dual-band mesh.</p>',
      '<p>Pairing stops at 80% and then times out. I have tried three phones.</p>',
    ],
    answers: [
      '<p>Hello {name}, this is {agent}. The device needs a 2.4 GHz network; could you switch off band steering and try again?</p>',
      '<p>Hello {name}, please send us the log from the app, and we will look into it today.</p>',
    ],
    returns: ['<p>That worked, thank you!</p>', '<p>Log attached. It happened again last night.</p>'],
    solutions: [
      '<p>Firmware 2.3.1 fixes this and has been sent to your device.</p>',
      '<p>Glad to hear it. I am closing this for now.</p>',
    ],
  },
  {
    ...group,
    categoryId: 'intl_warranty',
    weight: 3,
    models: ['lock_s1_pro', 'vacuum_v8_max', 'purifier_p800'],
    titles: ['Warranty claim for {model}', '{model} stopped working after 8 months'],
    questions: ['<p>My {model} no longer turns on. Order {order}. Is this covered?</p>'],
    answers: ['<p>Hello {name}, it is covered. Please return it with the label we have e-mailed to you.</p>'],
    returns: ['<p>Shipped today.</p>', '<p>The label will not print, can you send it again?</p>'],
    solutions: ['<p>Your replacement has left our Rotterdam warehouse.</p>'],
    waits: { status: 12, share: 0.4 },
  },
  {
    ...group,
    categoryId: 'intl_refund',
    weight: 3,
    models: ['lock_x3', 'camera_c2', 'vacuum_v8'],
    titles: ['Refund for order {order}', 'Wrong plug delivered', 'Parcel arrived damaged'],
    questions: ['<p>The {model} came with the wrong plug. I would like a refund for order {order}.</p>'],
    answers: ['<p>Hello {name}, sorry about that. Would an adapter help, or do you prefer the refund?</p>'],
    returns: ['<p>The refund, please.</p>', '<p>An adapter is fine.</p>'],
    solutions: [
      '<p>Refunded to your card; it shows within five working days.</p>',
      '<p>The adapter is on its way, free of charge.</p>',
    ],
  },
];
