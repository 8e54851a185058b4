// Adds the reader's own time to the times of video calls, when the device's zone is another. Nothing depends on it.
function addOwnTime(time) {
  const at = new Date(time.dateTime);
  const locale = `${document.documentElement.lang}-US`;
  const format = (timeZone) =>
    at
      .toLocaleString(locale, { timeZone, weekday: 'long', hour: 'numeric', minute: '2-digit' })
      .replace(/[AP]M/, (half) => half.toLowerCase())
      .replaceAll('.', '');
  if (format(time.dataset.zone) === format(undefined)) return;
  const own = document.createElement('span');
  own.className = 'own-time';
  own.textContent = time.dataset.own.replace('{time}', format(undefined));
  time.after(own);
}
document.querySelectorAll('time[data-zone]').forEach(addOwnTime);
