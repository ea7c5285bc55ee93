const twoDigits = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));

/** Writes what `toISOString` writes, in less than half of its time. A list contains many times. */
export function isoTime(moment: Date): string {
  const year = moment.getUTCFullYear();
  // Other years are written with other numbers of digits, and an invalid date has none.
  if (!(year >= 1000 && year <= 9999)) {
    return moment.toISOString();
  }
  const [month, day] = [twoDigits[moment.getUTCMonth() + 1], twoDigits[moment.getUTCDate()]];
  const [hour, minute] = [twoDigits[moment.getUTCHours()], twoDigits[moment.getUTCMinutes()]];
  const second = twoDigits[moment.getUTCSeconds()];
  const milliseconds = String(moment.getUTCMilliseconds()).padStart(3, '0');
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}Z`;
}
