import type { Examples } from './examples.js';

export const ptBR: Examples = {
  one: 'um | Um | uma | opção 1',
  two: 'dois | Dois | duas | opção 2',
  three: 'três | tres',
  coming: `
    sim | Sim | SIM | sim. | simmm | Sim, obrigada | sim obrigado | vou | Vou | vou sim | Vou sim! | sim vou | Sim, eu vou | eu vou | Irei | irei sim
    vou ir | estarei lá | Estarei la | estarei aí | Estarei presente | com certeza | Claro | claro que sim | Confirmo | confirmado | Confirmada | confirmo presença
    Bom dia, confirmo | Boa tarde! Estarei lá se Deus quiser | bom dia sim | Posso ir | posso sim | Nós vamos | vamos sim | 1 vou | 1 sim | ok, estarei lá
    sem falta | não vou faltar | Nao vou faltar
  `,
  not_coming: `
    não | Não | nao | NAO | não. | Não, desculpa | não posso | Não posso | nao posso | Não posso ir | nao posso ir | Não vou | nao vou | não vou poder
    Não vou poder ir | nao vou poder ir, desculpe | não vou conseguir | Não vou conseguir ir | não consigo ir | nao consigo ir | Infelizmente não posso ir
    Bom dia, não vou poder ir | Desculpa, não posso ir | não poderei ir | Não poderei comparecer | não irei | Cancelar | cancelar minha consulta | quero cancelar
    preciso cancelar | Por favor cancele meu horário | 2 não posso | 2 não posso ir
  `,
  stop: `
    parar | pare | Pare | Parem | STOP | sair | pare de me mandar mensagem | Pare de me mandar mensagens | parem de me mandar mensagem por favor | parem de mandar mensagem
    não me mande mais mensagens | nao me mandem mais mensagem | Não quero mais receber mensagens | não quero receber mensagens | chega de mensagens | sem mais mensagens
    me tire da lista | Me tira da sua lista | tirem meu número da lista | descadastrar | número errado, pare de mandar mensagem | me deixa em paz | me deixem em paz
    Quem é? Pare de me mandar mensagem! | por favor não mandem mais mensagens para este número | me remova da lista
  `,
  start: 'quero receber mensagens de novo | Quero voltar a receber mensagens | podem me mandar mensagens de novo',
  help: 'ajuda | Ajuda | me ajuda | preciso de ajuda | informação | Informações | socorro',
  thanks:
    'obrigado | Obrigada | muito obrigada | brigado | obg | valeu | ok obrigado | tudo bem | tá bom | beleza | Amém | Deus abençoe | Perfeito | blz | entendi | de nada | Sem problema',
  unclear: `
    não tem problema | não precisa | pois não | não vou cancelar | se der eu vou | sim, não posso ir | um momento | não obrigado | Não, obrigada | não entendi | Não sei | nao sei ainda | não sei se vou | não recebi o endereço | não, eu vou | Não, vou sim | sim não | não cancelar
    não quero cancelar | Não cancele minha consulta | vou mas meu marido não | sim mas vou atrasar | Vou me atrasar | Posso ir mais tarde? | Onde é? | qual o endereço | que horas
    posso levar minha filha? | quero remarcar | preciso mudar o horário | talvez | acho que sim | acho que não | Vou tentar | 2 pessoas | as 2 | às duas | 2 horas | somos dois | um ou dois
    meu filho não vai | ela não pode ir | se eu não puder aviso | tenho que trabalhar nesse dia | estou doente | fui preso | a imigração vai estar lá? | Oi | bom dia | quem é
    não parem de me mandar mensagens | o ônibus para aí? | parem de me ligar | não posso faltar | não deixe de me avisar | me liga | número errado | não tenho carro | nada
  `,
};
