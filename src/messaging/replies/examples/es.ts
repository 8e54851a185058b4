import type { Examples } from './examples.js';

export const es: Examples = {
  one: 'uno | Uno | UNO. | 1 | 1.- | ¡1! | «1» | opcion 1 | Opción 1',
  two: 'dos | Dos | DOS | dos. | 2 | 2.- | opción 2 | opcion dos',
  three: 'tres | Tres | opcion 3',
  coming: `
    1 voy a ir | 1 = voy a ir | 1, sí voy | 1 si | Si 1 | sí, 1 | 1 gracias | 1 por favor | 1 confirmo
    sí | si | Si | SI | Sí. | ¡Sí! | siii | sii | sip | Si señora | si señor | Sí claro | claro | Claro que sí | claro que si | Por supuesto
    Sí gracias | si muchas gracias | Sí, gracias, Dios la bendiga | Si Dios quiere ahí estaré | Sí, si Dios quiere
    voy | Voy | sí voy | Si voy | Sí, voy | sí voy a ir | Si voy air | voy a ir | Voy a ir. | VOY A IR | yo voy | Yo si voy | si boy | iré | ire
    ahí estaré | ahi estare | Ahí estaré 👍 | ay estare | Alli estare | allí estaré | aya estare | hay estare | Ahí estaremos | ahi voy a estar
    ahí voy a estar si Dios quiere | Ahi estare primero Dios | primero dios ahi estoy | ahi nos vemos | Allá nos vemos | nos vemos alla | Ahí nos vemos, gracias
    Buenos días, sí voy | Buenas tardes si voy a ir gracias | Hola sí | hola si voy | Buen día, confirmo mi cita. Gracias | Buenos dias ahi estare
    Si claro que si ahí estaré | Si Dios quiere si voy | simon ahi estare | 1 ahi estare | No hay problema ahí estaré | Así es, ahí estaré | Ahí estaré puntual | con permiso de dios ahi estare
    confirmo | Confirmo | confirmado | Confirmada | confirmo asistencia | Confirmo mi cita | confirmo mi asistencia | sí confirmo | Si, confirmado
    si asistiré | asistire | Sí asistiré, gracias | si puedo | Sí puedo | sí puedo ir | puedo ir | Si puedo ir | sí iré | si ire | Vamos a ir | sí vamos
    sin falta | Ahí estaré sin falta | no faltaré | no faltare | No voy a faltar | Cuente conmigo | cuenten conmigo | seguro que voy | Si seguro | Listo ahí estaré
    ok ahí estaré | ok voy | Ok sí voy | está bien ahí estaré | Esta bien, ahi estare | de acuerdo, ahí estaré | perfecto ahi estare
    estaré ahí | estare alli | Estaré presente | sí señorita ahí estaré | Sí llego | si llegaré | ahi llego | Llegaré | ya voy en camino | voy en camino | ✅ Confirmado
    yo no falto | No falto
  `,
  not_coming: `
    2 no puedo ir | 2 = no puedo ir | 2 no puedo | 2, no puedo ir | 2 lo siento | 2 disculpe | dos no puedo | 2 gracias
    no | No | NO | no. | Nooo | no lo siento | No, disculpe | no señora | nop | No no puedo | no, no puedo | No, no voy a poder
    no puedo | No puedo | no puedo ir | No puedo ir. | NO PUEDO IR | no puedo asistir | No puedo llegar | no podre | no podré ir | No podré asistir
    no podre ir | no voy | No voy | no voy a ir | No voy a poder ir | no voy a poder | no voy a poder asistir | No voy a poder llegar
    no boy a poder ir | no puedo air | no puedo ir lo siento | Lo siento no puedo ir | Lo siento, no puedo | Disculpe no puedo ir
    perdón, no puedo ir | Buenos días, no puedo ir | Buenas tardes, no voy a poder asistir, disculpe | Hola no puedo ir gracias
    no iré | no ire | no asistiré | No asistire | no podemos ir | No podemos ir, disculpe | No vamos a ir | no vamos a poder ir | no llego | No llegaré
    no me es posible ir | no me es posible asistir
    Hola buenas tardes no podré asistir gracias | gracias no puedo ir | Gracias, no voy a poder ir. | 2 por favor | Dos por favor | 2 ya no voy | 2 cancelar
    cancelar | Cancelar | Cancelen por favor | cancela | cancelar cita | Cancelar mi cita | cancelar mi cita por favor | por favor cancelar mi cita | Cancele mi cita | cancelen mi cita
    Por favor cancele mi cita | quiero cancelar mi cita | Quiero cancelar | necesito cancelar mi cita | tengo que cancelar | Quisiera cancelar mi cita
    Hola quiero cancelar mi cita | Necesito cancelar la cita | Me gustaría cancelar mi cita | deseo cancelar mi cita | Ya no puedo ir | ya no voy a ir | ya no voy a poder ir
  `,
  stop: `
    STOP | stop | Stop | ALTO NO MAS MENSAJES | ya no manden mensajes | alto | Alto | ALTO | basta | ¡Basta! | ya basta | paren | Paren por favor | pare | parar
    no más mensajes | no mas mensajes | NO MAS MENSAJES | No más mensajes por favor | ya no más mensajes | ya no mas textos | no mas textos
    ya no me manden mensajes | Ya no me manden mensajes por favor | no me manden mensajes | No me manden más mensajes | no me mande mas mensajes
    no me envíen más mensajes | No me envien mensajes | ya no me envíen nada | Ya no me escriban | no me escriban más | no me escriban mas por favor
    dejen de mandarme mensajes | Deje de mandarme mensajes | deja de escribirme | Dejen de escribirme | dejen de enviarme mensajes | por favor dejen de enviarme mensajes
    dejen de textearme | dejen de molestar | Dejen de molestarme | no me molesten | Ya no me molesten | déjenme en paz | Dejeme en paz | dejenme tranquila
    quítenme de su lista | Quitenme de la lista | Por favor quíteme de su lista | sáquenme de la lista | saquenme de su lista | borren mi número | Borre mi numero
    borren mi numero por favor | Eliminen mi número | eliminar mi numero | Número equivocado, dejen de escribirme | numero equivocado no me manden mensajes
    Número equivocado. Por favor no me escriban más. | Se equivocó de número, ya no me escriban | ¿Quién es? Deje de mandarme mensajes | No los conozco. Dejen de escribirme
    no quiero recibir mensajes | No quiero más mensajes | no quiero mas mensajes | Ya no quiero recibir mensajes | ya no quiero mensajes | No deseo recibir más mensajes
    quiero dejar de recibir mensajes | me quiero dar de baja | paren de mandar mensajes | para de mandarme mensajes | stop mensajes
    favor de no enviar mensajes | Ya no quiero mensages | no mandar mensajes | cancelen los mensajes | quiero cancelar los mensajes
    No puedo ir. Ya no me manden mensajes.
    no deseo recibir mensajes | darme de baja | Quiero darme de baja | denme de baja | dar de baja | cancelar mensajes | Cancelar los mensajes | cancelar suscripcion
    desuscribir | ya no vivo en Boston, por favor ya no me manden mensajes | ¿Pueden dejar de mandarme mensajes? | Pueden dejar de escribirme por favor
  `,
  start: `
    START | quiero recibir mensajes otra vez | Quiero recibir mensajes de nuevo | quiero volver a recibir mensajes | mándenme mensajes otra vez
    ya me pueden mandar mensajes | Quiero recibir los mensajes | activar mensajes | empezar | comenzar | suscribirme
  `,
  help: 'ayuda | Ayuda | AYUDA | ayuda por favor | Ayúdeme | necesito ayuda | Necesito ayuda por favor | información | informacion | info | INFO | HELP | auxilio | mas informacion',
  thanks: `
    gracias | Gracias | GRACIAS | muchas gracias | Mil gracias | gracias! | ok gracias | Ok muchas gracias | está bien | esta bien gracias | de acuerdo
    perfecto | Perfecto gracias | listo | Listo, gracias | vale | bueno | bien | Dios los bendiga | Dios le bendiga, gracias | bendiciones | entendido | Enterado | enterada
    Muy amable | muy amable gracias | ok | Okey | oki | gracias 🙏 | Gracias por recordarme | gracias por avisar | Gracias por la información | igualmente | de nada | no hay problema
    no se preocupe | excelente
  `,
  unclear: '',
};
