/*
 * Loaded before a program, it sets its clock ahead by CLOCK_AHEAD_MS, as if it had been started so much later. Timers take as
 * long as they do.
 */
const aheadMs = Number(process.env['CLOCK_AHEAD_MS'] ?? 0);
const systemNow = Date.now;
const now = () => systemNow() + aheadMs;

globalThis.Date = new Proxy(Date, {
  construct: (target, values, newTarget) =>
    Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget),
  apply: () => new Date(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
});
