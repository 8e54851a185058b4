import type { Words } from './words.js';

export const es: Words = {
  numbers: 'uno, dos, tres, cuatro, cinco, seis, siete, ocho, nueve',
  choice: 'opción | número',
  coming: `
    sí | sii | sip | simón | sí claro | claro (que sí) | por supuesto | seguro (que sí/que voy) | sí seguro | sin falta | con gusto
    (yo) (sí) voy (a ir/a estar ahí/a asistir) | sí voy air | (sí) boy (a ir) | vamos (a ir) | (ahí/allá/aya/hay) nos vemos (ahí/allá) | (yo) (sí) iré | iremos
    ahí/allí/allá/aquí estaré | ay/hay/ai/aya estare | ahí/allí/allá estaremos | ahí/ay voy a estar (puntual) | ahí estaré puntual | así es | correcto | es correcto | ahí/allá estoy | estaré ahí/allí/allá/presente | ahí voy
    (yo) (sí) asistiré | asistiremos | (sí) puedo (ir/asistir) | (sí) podemos ir | (sí/ahí) llego | (sí/ahí) llegaré
    (sí) confirmo (mi cita/mi asistencia/asistencia/la cita) | confirmado | confirmada | (yo) no falto | no faltaré | no voy a faltar | no faltaremos
    cuente/cuenten conmigo | (ya) voy en camino | en camino | va
  `,
  no: 'no | nop | noo | nel',
  not_coming: `
    (ya) no puedo (ir/air/asistir/llegar/venir) | (ya) no podemos (ir/asistir/llegar) | (ya) no podré (ir/asistir/llegar) | no podremos (ir/asistir/llegar)
    (ya) no voy (a ir/air/a asistir) | (ya) no boy (a ir) | (ya) no vamos (a ir/a asistir) | (ya) no voy/boy a poder (ir/asistir/llegar) | (ya) no vamos a poder (ir/asistir/llegar)
    no iré | no iremos | no asistiré | no asistiremos | no llego | no llegaré | no estaré | no me es posible (ir/asistir/llegar) | me es imposible ir/asistir
  `,
  cancel: `
    cancele/cancela/cancelen/cancelar | por favor cancele/cancela/cancelen | (por favor) cancele/cancela/cancelen/cancelar (mi/la) cita | quiero/necesito/deseo/quisiera cancelar (mi cita/la cita)
    tengo que cancelar (mi cita/la cita) | me gustaría cancelar (mi cita/la cita)
  `,
  stop: 'alto | baja | basta | ya basta | paren | pare | parar | desuscribir | desuscribirme | ya paren',
  plea: `
    (ya) no más mensajes/textos | (ya) no (me) mande/manden/mandes/envíe/envíen (más) mensajes/textos (más) (a este número) | (ya) no me envíen/manden nada (más) | (ya) no me manden más
    (ya) no me escriban/escriba/textee/texteen/contacten/contacte (más) | (ya) deje/deja/dejen de escribirme/textearme/molestar/molestarme | (ya) no me molesten/moleste (más)
    (ya) deje/deja/dejen de mandarme/enviarme/mandar/enviar (más) mensajes/textos | paren de mandarme/enviarme mensajes/textos | pueden/puede/podrían/podría dejar de escribirme?
    pueden/puede/podrían/podría (por favor) dejar de mandarme/enviarme [mensajes/textos]? | déjenme/déjeme/déjame en paz | déjenme/déjeme tranquila/tranquilo
    quítenme/quíteme/sáquenme/sáqueme/bórrenme/bórreme/elimínenme de su/la/esta lista
    borren/borre/eliminen/elimine/eliminar/quiten/quite mi número (de su lista) | (ya) no quiero/deseo (recibir) (más) (sus) mensajes/textos (más)
    (yo) quiero dejar de recibir (sus/estos/los) mensajes/textos | paren/pare/para de mandar/mandarme/enviar/enviarme (más) mensajes/textos | stop mensajes/textos
    (por) favor de no mandar/mandarme/enviar/enviarme (más) mensajes/textos | no mandar/enviar (más) mensajes/textos | (ya) no quiero (más) mensages | ya no manden mensages
    cancele/cancelen (los/mis/sus) mensajes/textos | quiero cancelar (los/sus/estos) mensajes/textos | me quiero dar de baja
    dar/darme/denme/deme de baja | quiero darme de baja | cancelar (los/mis) mensajes | cancelar (la/mi) suscripción
  `,
  wrong_number: '(es/tiene/este es) (un) número equivocado | se equivocó de número | está equivocado',
  unless: 'si | cuando | hasta | dijo | dijeron | dice | dicen | diga | dígale | dile',
  unsure:
    'llámeme | llámenme | me llamen | me puede/pueden llamar | si puedo (ir) voy/iré/llego/asisto | si puedo (ir) ahí/allá estaré | si puedo (ir), voy/iré/ahí/llego',
  start: `
    quiero (volver a) recibir (los/sus) mensajes (otra vez/de nuevo) | quiero mensajes otra vez | mándenme mensajes [otra vez/de nuevo]
    (ya) (me) pueden (me) mandar mensajes (otra vez/de nuevo) | activar mensajes | empezar | comenzar | suscribirme
  `,
  help: 'ayuda | ayúdeme | ayúdenme | necesito (su) ayuda | (más) información | auxilio',
  thanks: `
    gracias | muchas gracias | mil gracias | muchísimas gracias | gracias por avisar/avisarme/recordarme/todo | gracias por el recordatorio/aviso | gracias por la/su información/ayuda
    está bien | de acuerdo | perfecto | listo | lista | vale | bueno | bien | muy bien | excelente | entendido | entendida | enterado | enterada | (es/son) muy amable(s) | igualmente
    de nada | no hay problema | sin problema | no se preocupe | bendiciones | (que) dios (me) le/la/lo/los/les bendiga/bendigan | saludos | órale | sale
  `,
  please: 'por favor | porfavor | porfa | xfa | xfavor',
  courtesy: `
    hola | buenos días | buen día | (muy) buenas tardes/noches | buenas | disculpe | disculpa | disculpen | (mil) disculpas | perdón | perdone | lo siento (mucho) | lo lamento
    señor | señora | señorita | si dios quiere | dios mediante | primero dios | con (el) favor/permiso de dios | lamentablemente | desafortunadamente | que tenga (un) buen/bonito día | adiós
  `,
};
