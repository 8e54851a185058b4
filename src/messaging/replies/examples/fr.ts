import type { Examples } from './examples.js';

export const fr: Examples = {
  one: 'un | Un | une | option 1',
  two: 'deux | Deux | DEUX | option 2',
  three: 'trois',
  coming: `
    oui | Oui | OUI | oui. | ouiii | ouais | Oui merci | oui, merci beaucoup | oui je viens | Oui, je viens | je viens | Je viens | je viendrai | Oui je viendrai | je serai là | Je serai la | oui je serai là | Oui, je serai présent | je serai présente | J'y serai | j’y serai | jy serai | Nous serons là | on sera là | nous viendrons | j'arrive
    Je confirme | je confirme mon rendez-vous | confirmé | Confirme | Bien sûr | bien sur | D'accord, je viens | Ok je serai là | Bonjour, oui je viens | Bonjour je confirme ma présence | Bonsoir oui merci | je peux venir | oui je peux | 1 je viens | 1 oui | sans faute | je ne manquerai pas | pas de souci je serai là | Absolument
  `,
  not_coming: `
    non | Non | NON | non. | nonnn | Non désolé | non, désolée | je ne peux pas | Je ne peux pas | je peux pas | je ne peux pas venir | Je ne peux pas venir. | je peux pas venir | je ne viens pas | je viens pas | Je ne viendrai pas | je ne pourrai pas | Je ne pourrai pas venir | je pourrai pas venir
    Désolé je ne peux pas venir | desole, je ne pourrai pas venir | Bonjour, je ne peux pas venir | Malheureusement je ne peux pas venir | je ne serai pas là | Non je ne peux pas | Non, je ne peux pas venir. Merci | nous ne pouvons pas venir | on ne peut pas venir | impossible de venir | je suis empêchée de venir
    annuler | Annuler | annuler mon rendez-vous | annuler le rdv | Je veux annuler | je voudrais annuler mon rendez-vous | Je dois annuler | annulez mon rendez-vous svp | Merci d'annuler mon rendez-vous | 2 je ne peux pas venir
  `,
  stop: `
    STOP | Stop svp | arrêt | arret | ARRET | arrêtez | Arretez | arrêter | désabonner | me désabonner | désinscription | arrêtez de m'envoyer des messages | Arretez de m'envoyer des messages svp | arrêtez de m'écrire | arrêtez les messages | Ne m'envoyez plus de messages | ne m'envoyez plus de sms
    ne m'écrivez plus | je ne veux plus de messages | Je ne veux plus recevoir de messages | je ne souhaite plus recevoir de messages | retirez-moi de votre liste | Enlevez mon numéro | supprimez mon numéro | laissez-moi tranquille | Mauvais numéro, arrêtez de m'écrire
    Faux numéro, ne m'envoyez plus de messages | Qui est-ce ? Arrêtez de m'envoyer des messages !
  `,
  start: "je veux recevoir les messages à nouveau | je veux de nouveau recevoir des messages | m'abonner",
  help: "aide | Aide | à l'aide | aidez-moi | j'ai besoin d'aide | besoin d'aide | renseignements | informations",
  thanks:
    "merci | Merci | merci beaucoup | Merci bien | ok merci | d'accord | D'accord merci | très bien | parfait | bien reçu | entendu | c'est noté | pas de problème | de rien | super | Dieu vous bénisse | ça marche",
  unclear: `
    je ne peux pas annuler | je ne veux pas attendre | non c'est bon | nous serons deux | une question | je ne reçois plus de messages | pas possible | non merci | Non, merci | non je viens | Non, je viens | non, je serai là | oui non | oui ou non | je ne sais pas | je sais pas encore | Je ne comprends pas | peut-être | peut etre | je pense que oui | je vais essayer | oui mais je serai en retard | Je serai en retard | je viens mais mon mari ne peut pas
    mon fils ne vient pas | elle ne peut pas venir | je ne peux pas à 10h | je ne peux pas ne pas venir | où est-ce | Où ? | c'est où | quelle adresse | à quelle heure | À quelle heure ? | puis-je venir plus tôt ? | Est-ce que je peux venir plus tard ? | je peux venir avec ma fille ? | reporter | je veux reporter mon rendez-vous | changer l'heure
    n'annulez pas | N'annulez pas mon rendez-vous | je ne veux pas annuler | annulé ? | à 2h | deux heures | 2 personnes | on est deux | nous deux | un ou deux | 1 ou 2 | je travaille ce jour-là | je suis malade | mon mari a été arrêté | la police sera là ? | Bonjour | bonsoir | qui est-ce | appelez-moi | n'arrêtez pas de m'envoyer des messages
    le bus s'arrête là ? | arrêt de bus | arrêtez de m'appeler | mauvais numéro | ce n'est pas moi | personne | rien | nom | pas encore | Non, je n'ai pas reçu l'adresse | un peu | plus de messages | Plus de messages svp | si je peux je viens | une minute | le 1 | le 2
  `,
};
