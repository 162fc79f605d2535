'use strict';

const NAMES = {
  month: 'JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC',
  day: 'SUN|MON|TUE|WED|THU|FRI|SAT',
};

/** Minutes, hours, day of month, month, day of week, year, as EventBridge's cron has them. */
const FIELDS = [
  { from: 0, to: 59 },
  { from: 0, to: 23 },
  { from: 1, to: 31, also: /^(\?|L|L-([1-9]|[12]\d|30)|LW|([1-9]|[12]\d|3[01])W)$/ },
  { from: 1, to: 12, names: NAMES.month },
  { from: 1, to: 7, names: NAMES.day, also: /^(\?|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5])|L)$/ },
  { from: 1970, to: 2199 },
];

/** Whether EventBridge takes it as a rule's ScheduleExpression. */
exports.isSchedule = (text) => isRate(text) || isCron(text);

function isRate(text) {
  const [, count, unit] = /^rate\(([1-9]\d{0,8}) (minutes?|hours?|days?)\)$/.exec(text) ?? [];
  return count !== undefined && (count === '1') === !unit.endsWith('s');
}

function isCron(text) {
  const fields = /^cron\((.+)\)$/.exec(text)?.[1]?.split(' ') ?? [];
  if (fields.length !== FIELDS.length || !fields.every((field, at) => isField(field, FIELDS[at])))
    return false;
  // One of the two says when, the other has to say that it does not.
  return (fields[2] === '?') !== (fields[4] === '?');
}

function isField(text, { from, to, names, also }) {
  const isOne = (one) =>
    new RegExp(`^(${names ?? '(?!)'})$`).test(one) || (/^\d{1,4}$/.test(one) && +one >= from && +one <= to);
  const places = (names ?? '').split('|');
  const placeOf = (one) => (places.includes(one) ? from + places.indexOf(one) : +one);
  // Whether a range may go over the end, such as FRI-MON, EventBridge does not say.
  const isRange = (range) => {
    const [first, last = first, ...more] = range.split('-');
    if (more.length > 0) return false;
    return range === '*' || (isOne(first) && isOne(last) && placeOf(first) <= placeOf(last));
  };
  const isStepped = (part) => {
    const [range, step, ...more] = part.split('/');
    return more.length === 0 && isRange(range) && (step === undefined || /^[1-9]\d*$/.test(step));
  };
  return also?.test(text) || text.split(',').every(isStepped);
}

const UNIT_SECONDS = { minute: 60, hour: 3_600, day: 86_400 };

/** The longest time between two runs, for an alarm: exact for a rate; for a cron by its widest field that is not open. */
exports.intervalSeconds = (text) => {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(text) ?? [];
  if (count !== undefined) return Number(count) * UNIT_SECONDS[unit];
  const [minute, hour, dayOfMonth, month, dayOfWeek] = text.slice(5, -1).split(' ');
  const isOpen = (field) => field === '*' || field === '?';
  if (!isOpen(month)) return 366 * 86_400;
  if (!isOpen(dayOfMonth)) return 31 * 86_400;
  if (!isOpen(dayOfWeek)) return 7 * 86_400;
  if (!isOpen(hour)) return 86_400;
  return isOpen(minute) ? 60 : 3_600;
};
