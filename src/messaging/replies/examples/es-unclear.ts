/** Spanish that nobody but a person should answer. */
export const esUnclear = `
  el 1 | el 2 | El uno | el dos | 1 o 2 | ¿1 o 2? | uno o dos | uno dos | 1 y 2 | 11 | 22 | 2 2 | dos dos | a las 2 | A las 2? | 2 de la tarde | las 2 | 2 pm | a las dos | a la 1 | 2:30
  somos 2 | Vamos 2 | 2 personas | vamos a ir 2 | dos personas | van 2 personas | Tengo 2 preguntas | en 2 horas | 2 años | los dos | yo y 2 hijos | 617 555 0123
  1 no | 2 si | no 2 | no el 2 | no es 2 | No, 1 | sí pero llego tarde | Si pero llego 10 minutos tarde | sí pero mi esposo no | voy pero mi esposa no puede | yo voy, mi esposo no
  sí y no | si no | no sí | no, sí voy | No, si voy a ir | no, voy | no - voy | no: voy | no (voy) | No. Voy a ir | si no puedo les aviso | si no puedo | Si puedo, voy | no no cancelar | no cancelar
  no puedo cancelar mi cita | No, cancele mi cita | no cancela | No, ya cancelé | no voy a cancelar | No voy a llegar tarde | no llego tarde | no puedo ir temprano | no podremos ir todos | cómo no | Cómo no, ahí estaré
  no pues si | No pos sí voy | no quiero | no me interesa | no tengo papeles | no puedo ir sola | no puedo ir al baño | No puedo leer ingles | no puedo contestar | No pude ir | No puedo ir más tarde? | no, mejor sí voy | dos, no uno
  ya stop | Para | no más llamadas | no me manden mensajes de noche | Dejen de llamarme y mandarme mensajes | si quiero mensajes | sigan mandando mensajes | Que no me manden mensajes | No me manden mensajes, llámenme
  No cancele mi cita | no cancelen mi cita por favor | no quiero cancelar | No quiero cancelar mi cita | ¿Cancelaron mi cita? | cancelaron | cancelada? | cancelado | ¿Está cancelada?
  No gracias | no, gracias | no por favor | Por favor no | No entiendo | no entendi | No sé | no se | no se si puedo | no se si voy a poder | No sé si pueda ir | no recibí la dirección
  No, no me llegó la dirección | No tengo carro | no tengo quien me lleve | no encuentro el lugar | No puedo abrir el link | no puedo ver la direccion | no puedo entrar
  no puedo faltar | No puedo a esa hora | no puedo a las 10 pero sí a las 12 | no puedo el sábado pero puedo el domingo | no puedo hoy | No puedo esperar | no puedo creerlo | ya no
  todavía no | Todavia no | aun no | A lo mejor | tal vez | quizás | quizas si | creo que sí | creo que no | yo creo | espero que sí | voy a tratar | Trataré de ir | no estoy segura
  mi hijo no puede ir | mi esposo no va | ella no puede | El no va a ir | Ella sí va | va mi hija | no va a venir mi mamá
  ¿Puedo ir más tarde? | puedo ir mas temprano | Puedo llevar a mi hija? | ¿Dónde es? | donde es | a que hora es | ¿A qué hora? | Cuál es la dirección | que tengo que llevar | Qué debo llevar?
  cuánto cuesta | Cuanto cobran | Quien es | ¿Quién habla? | quién es usted | Hay estacionamiento? | quiero cambiar mi cita | Necesito cambiar la hora | cambiar la fecha por favor
  Se puede otro día? | para otro día | otra fecha por favor | reagendar | quiero reprogramar mi cita | me puede llamar | llámeme | Llámenme por favor | Me pueden llamar
  tengo que trabajar ese día | estoy trabajando | Estoy enferma | estoy en el hospital | mi mamá falleció | perdí mi green card | me detuvieron | ¿Va a estar la migra? | hay ICE ahí? | es seguro ir
  agarraron a mi esposo ayúdenme por favor | necesito ayuda con mi solicitud | ayuda para llenar la forma | necesito un abogado | me están amenazando
  paré en la biblioteca | el bus para ahí? | donde para el bus | la parada | No paren de mandarme mensajes | no dejen de mandarme mensajes | no dejen de escribirme | ¿Por qué dejaron de mandarme mensajes?
  No quiero dejar de recibir mensajes | no me manden mensajes en inglés | No me escriban tan temprano | dejen de llamarme | mi ex no deja de escribirme | dígale que deje de escribirme
  Si voy, ya no me manden mensajes | me dijo, déjeme en paz | numero equivocado | Número equivocado | equivocado | no soy María | Yo no soy esa persona | soy la hija de Maria
  alto ahí | basta con eso | el alto costo | no más preguntas | mentirosos | váyanse al diablo | pinches rateros | los voy a demandar | es una estafa? | idiota
  ya llegué | Ya estoy aquí | estamos afuera | Estoy perdida | voy tarde | llego tarde | Voy a llegar tarde | llego en 10 minutos | Voy mañana | Sí, el sábado | sí a las 10:30 | mañana nos vemos
  voy con mi esposo | Si y mi esposa también | sí ¿qué llevo? | Sí, cuál es la dirección | si? | ¿Sí? | ya fui | ya fui la semana pasada | Ya soy ciudadana
  Hola | hola buenas tardes | Buenos días | Disculpe | perdón | por favor | jaja | jajaja | ok pero a que hora | Ok y qué llevo | mande? | bueno? | todos | las dos | 3 y 4 | de nuevo | otra vez | libre
  Mijo ya comiste | Amor traes leche | mira https://example.org | audio | foto | s | n | nada | nadie | ni modo | noche | nos | sino | dios | doce | una | no hay | no hay nadie | no es cierto | no fui yo | no soy
`;
