import type { Words } from './words.js';

/** What is the same in every language: signs, and the words that our texts themselves name. */
export const signs: Partial<Words> = {
  coming: '👍 | ✅ | ✔ | ☑ | 🙋',
  not_coming: '👎 | ❌ | ✖',
  stop: 'stop | stopall | 🛑',
  start: 'start | unstop',
  help: 'help | info | 🆘',
  thanks: `
    ok | okay | okey | oki | oke | k | kk | 👌 | 🆗 | 🙏 | 🙌 | 👏 | ❤ | 🧡 | 💛 | 💚 | 💙 | 💜 | 🤎 | 🖤 | 🤍 | 💕 | 💖 | 💗 | 😊 | 🙂 | 😀 | 😃 | 😄 | 😁 | ☺
    🥰 | 😍 | 😘 | 🤗 | 😇 | 🌹 | 🌷 | 🌸 | 🌺 | 💐 | ✨
  `,
  courtesy: '👋 | 😢 | 😔 | 😞 | 😭 | 🙁 | ☹ | 😟 | 🥺 | 😥 | 😓',
};
