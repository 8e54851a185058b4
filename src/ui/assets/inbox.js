// Says while one types how long an answer is and what it costs, in the words of the server. Nothing depends on it.
(() => {
  const BASIC =
    '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
  const EXTENDED = '^{}\\[~]|€';
  const PLAIN = [
    [/[\u2018-\u201b]/g, "'"],
    [/[\u201c-\u201f]/g, '"'],
    [/[\u2010-\u2015\u2212]/g, '-'],
    [/\u2026/g, '...'],
    [/[\u00a0\u2000-\u200a\u202f]/g, ' '],
  ];

  const words = document.getElementById('words');
  const cost = document.getElementById('cost');

  /** What takes two units is never cut in two. */
  function parts(sizes, alone, each) {
    if (sizes.reduce((sum, size) => sum + size, 0) <= alone) return 1;
    let [count, used] = [1, 0];
    for (const size of sizes) {
      if (used + size > each) [count, used] = [count + 1, 0];
      used += size;
    }
    return count;
  }

  function said(typed) {
    const text = PLAIN.reduce((plain, [from, to]) => plain.replace(from, to), typed.trim().normalize('NFC'));
    const length = `${text.length} of ${cost.dataset.most} characters`;
    if (text === '') return length;
    const letters = [...text];
    const basic = letters.every((letter) => BASIC.includes(letter) || EXTENDED.includes(letter));
    const sizes = letters.map((letter) => (basic ? (EXTENDED.includes(letter) ? 2 : 1) : letter.length));
    const count = basic ? parts(sizes, 160, 153) : parts(sizes, 70, 67);
    const dollars = Math.round(count * Number(cost.dataset.price) * 10_000) / 10_000;
    const money = dollars > 0 && dollars < 1 ? `${(dollars * 100).toFixed(1)}¢` : `$${dollars.toFixed(2)}`;
    const dear = basic ? '' : ' (its letters take more room)';
    return `${length}, ${count} segment${count === 1 ? '' : 's'}${dear}, ${money}`;
  }

  if (words && cost) {
    words.addEventListener('input', () => (cost.textContent = said(words.value)));
    document.querySelector('[data-look]').hidden = true;
  }
})();
