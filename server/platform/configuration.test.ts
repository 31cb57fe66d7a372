import { expect, test } from 'vitest';
import { readConfiguration } from './configuration.ts';

const secret = 'x'.repeat(32);

test.each(['0.0.0.0', '::', '192.168.1.5', 'makegood.example.com', '127.0.0.1.example.com'])(
  'a demo does not start on %s unless told so',
  (HOST) => {
    expect(() => readConfiguration({ HOST })).toThrow(/MAKEGOOD_DEMO=off, or MAKEGOOD_DEMO_OPEN=on/);
    expect(readConfiguration({ HOST, MAKEGOOD_DEMO_OPEN: 'on' })).toMatchObject({ host: HOST, isDemo: true });
    expect(readConfiguration({ HOST, MAKEGOOD_DEMO: 'off', MAKEGOOD_SECRET: secret })).toMatchObject({ host: HOST });
  },
);

test.each([undefined, '127.0.0.1', '127.1.2.3', '::1', 'localhost'])('a demo starts on %s', (HOST) => {
  expect(readConfiguration({ HOST })).toMatchObject({ isDemo: true });
});

test('the image starts on every address: its parts are no demo', () => {
  const settings = { HOST: '0.0.0.0', DATABASE_URL: 'postgres://database', MAKEGOOD_SECRET: secret };
  for (const part of ['web', 'worker', 'migrate'] as const) {
    expect(readConfiguration(settings, part)).toMatchObject({ isDemo: false, host: '0.0.0.0' });
  }
});
