// Adds the reader's own time to the times of video calls, when the device's zone is another. Nothing depends on it.
for (const time of document.querySelectorAll('time[data-zone]')) {
  const at = new Date(time.dateTime);
  const format = (zone) =>
    at.toLocaleString(document.documentElement.lang, {
      timeZone: zone,
      weekday: 'long',
      hour: 'numeric',
      minute: '2-digit',
    });
  if (format(time.dataset.zone) === format(undefined)) continue;
  const own = document.createElement('span');
  own.className = 'hint own-time';
  own.textContent = time.dataset.own.replace('{time}', format(undefined));
  time.after(own);
}
