import { plainLetters } from './sms-name-rules.js';

/** Behind these an answer may stand anywhere. A Spanish verb may have `us` or `me` at its end, here and below. */
const ANSWERING =
  'reply|respond|answer|text|send|respond[ae][nm]?|contest[ae]n?|mande|envíe|répondez|réponds|répondre|reponn|risponde';

/** May be about answers, or about doors: the answer stands right behind. */
const TYPING = [
  'write|type(?: in)?|press|say|hit|enter|key in',
  'escrib[ae]n?|escribir|mand[ae][nm]?|envi[ae][nm]?|marque|marca|oprim[ae]|puls[ae]|ponga|diga|presion[ae]|teclee|ingrese',
  'escrev[ae]m?|digit[ae]m?|tecle|aperte|pressione',
  'écrivez|écris|écrire|tape[zr]?|envoye[zr]|envoie|appuye[zr]|appuie|compose[zr]',
  'ekri|peze|voye|skreve|skrebe',
  // Vietnamese: as all words of this file but the English, machine-made, and no reader of the language has looked through them yet.
  'trả lời|nhắn|gửi|bấm|nhấn|soạn|viết',
].join('|');

/** What may stand between. */
const BETWEEN = [
  'with|us|me|back|just|only|simply|please|either|then|the|a|an|number|digit|key|word|letter|option|message|this|that',
  'nos|con|el|la|los|un|una|solo|solamente|por favor|número|dígito|tecla|palabra|letra|opción|mensaje|este|esta',
  'com|o|os|um|uma|só|apenas|palavra|opção|mensagem|nous|avec|par|le|les|une|mot|chiffre|touche|lettre|sur|seulement|ce',
  'ak|pa|yon|chif|nimewo|nimero|mo|sou|mesaj|sa|nou|sèlman|ku|numeru|mensaji|es|số|tin|lại|cho',
].join('|');

/** Not of a time, a date, a phone number or a floor. */
const DIGIT = '(?<!\\p{N}|\\p{N}[:/.-])[12](?!\\p{L}|\\p{N}|[:.]\\d|/\\d\\d|[\\s.(-]{1,2}\\d{3})';
const YES = '(?:yes|ok|okay|sim|oui|wi)(?!\\p{L})';
const STOP =
  '(?:stop|cancel|quit|unsubscribe|alto|cancelar|parar|pare|sair|arrêt|arrête|arrêter|annuler|rete|sispann|kanpe|anile)(?!\\p{L})';
/** These mean something else in front of most words. */
const SHORT =
  '(?:no|non|não|nau|sin|end)(?=[^\\p{L}\\p{N}]*$|["”»’.,;:!)]|\\s+(?:if|to|for|or|si|para|pa|o|se|pour|pou|ou (?:oui|sim))(?!\\p{L}))' +
  '|si(?=[^\\p{L}\\p{N}]*$|["”»’.!)]|\\s+(?:para|o|si)(?!\\p{L}))';

/** Where there are no spaces, or words have others stuck to them. */
const ELSEWHERE = [
  '回复|回覆|发送|發送|输入|輸入|按|答复|答覆',
  'ответьте|отправьте|пришлите|напишите|нажмите|введите|наберите',
  'أرسل|أرسلوا|اكتب|اضغط|أجب',
  'ឆ្លើយ|ចុច|សរសេរ|ផ្ញើ|វាយ',
].join('|');
const BETWEEN_ELSEWHERE = '数字|數字|号码|號碼|на|цифру|нам|على|الرقم|رقم|លេខ';

const GAP = '[^\\p{L}\\p{N}.!?]+';
const verbs = (words: string) => `(?<!\\p{L})(?:${words})(?:nos|me)?(?!\\p{L})`;
const pattern = (source: string) => new RegExp(plainLetters(source), 'iu');

const ASKS = [
  pattern(`${verbs(ANSWERING)}.*?(?<!\\p{L})(?:${DIGIT}|(?:stop(?! by )|yes|sim|oui|cancel)(?!\\p{L}))`),
  pattern(`${verbs(`${ANSWERING}|${TYPING}`)}${GAP}(?:(?:${BETWEEN})${GAP}){0,6}(?:${DIGIT}|${YES}|${STOP}|${SHORT})`),
  pattern(
    `(?:${ELSEWHERE})[^\\p{L}\\p{N}.!?]*(?:(?:${BETWEEN_ELSEWHERE})[^\\p{L}\\p{N}.!?]*){0,3}[12١٢១២](?!\\p{N}|[楼樓层層])`,
  ),
];

/** A Spanish yes, also without its accent where it is shouted: in small letters that means "if". */
const SPANISH_YES = /(?<!\p{L})(?:SI|[Ss][íÍ])(?!\p{L})/gu;

/** Whether a text asks for an answer by text: only our own words do, which say what 1 and 2 mean. */
export function asksForReply(text: string): boolean {
  const plain = plainLetters(text.normalize('NFC').replace(SPANISH_YES, 'yes'));
  return ASKS.some((asks) => asks.test(plain));
}
