import type { Words } from './words.js';

export const fr: Words = {
  numbers: 'un/une, deux, trois, quatre, cinq, six, sept, huit, neuf',
  choice: 'option | numéro',
  coming: `
    oui | ouais | bien sûr | absolument | je viens | je viendrai | je serai là/présent/présente | jy serai | nous serons là | on sera là | nous viendrons | on vient | jarrive
    (je) confirme/confirmé (mon rendez-vous/mon rdv/ma présence) | je peux (venir) | sans faute | je ne manquerai pas
  `,
  no: 'non',
  not_coming: `
    je (ne) peux pas (venir) | je (ne) viens pas | je (ne) viendrai pas | je (ne) pourrai pas (venir) | je (ne) serai pas là
    nous ne pouvons pas venir | nous ne viendrons pas | on (ne) peut pas venir | impossible de venir | je suis empêché/empêchée (de venir)
  `,
  cancel: `
    annuler | annuler (mon/le) rendez-vous/rdv | annulez (mon/le) rendez-vous/rdv | merci dannuler (mon/le) rendez-vous/rdv
    je veux/voudrais/dois/souhaite annuler | je veux/voudrais/dois/souhaite annuler mon/le rendez-vous/rdv
  `,
  stop: 'arrêt | arrêtez | arrêter | désabonner | me désabonner | désinscription | ça suffit',
  plea: `
    arrêtez (de menvoyer) (les/des/vos) messages/sms | arrêtez de mécrire | ne menvoyez plus (de) messages/sms/rien | ne mécrivez plus
    je ne veux plus (recevoir) (de/vos) messages/sms | je ne souhaite plus (recevoir) (de/vos) messages/sms | retirez/enlevez moi de votre/la liste | enlevez/supprimez/effacez mon numéro (de votre liste)
    laissez moi tranquille
  `,
  wrong_number: '(cest un) mauvais/faux numéro',
  unsure: 'si je peux',
  unless: 'si | quand | dit | dites',
  start: 'je veux (de nouveau) recevoir (les/des/vos) messages (à nouveau/de nouveau) | mabonner | me réabonner',
  help: 'aide | à laide | aidez moi | (jai) besoin daide | renseignements | informations',
  thanks: `
    merci | merci beaucoup/bien | daccord | très bien | parfait | bien reçu | entendu | cest noté | compris | pas de problème/souci | de rien | super | (que) dieu vous bénisse | ça marche
  `,
  please: 'svp | stp | sil vous plaît',
  courtesy:
    'bonjour | bonsoir | bonne journée/soirée | désolé | désolée | je suis désolé/désolée | excusez moi | malheureusement | madame | monsieur | si dieu veut',
};
