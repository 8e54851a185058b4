import type { Words } from './words.js';

export const ptBR: Words = {
  numbers: 'um/uma, dois/duas, três, quatro, cinco, seis, sete, oito, nove',
  choice: 'opção | número',
  coming: `
    sim | com certeza | claro (que sim) | (eu) (sim) vou (sim) | sim eu vou | vou ir | (eu) irei (sim) | vamos (sim) | nós vamos | iremos | posso ir | posso sim
    estarei lá/aí/presente | estaremos lá/aí | vou estar lá/aí | confirmo (presença/minha presença) | confirmado | confirmada | sem falta | não vou faltar | pode contar comigo | a caminho
  `,
  no: 'não | naum',
  not_coming: `
    (eu) não posso (ir/comparecer) | (eu) não vou | não irei | não iremos | não vamos (poder/conseguir) (ir) | não consigo ir
    (eu) não vou poder/conseguir (ir/comparecer/chegar) | não poderei (ir/comparecer) | não podemos ir | não dá para/pra ir
  `,
  cancel: `
    cancelar | por favor cancele/cancelem | cancele/cancela/cancelem/cancelar (a/minha) consulta | cancele/cancela/cancelem/cancelar (o/meu) horário/agendamento
    quero/preciso cancelar | gostaria de cancelar | quero/preciso cancelar (a/minha) consulta | quero/preciso cancelar (o/meu) horário/agendamento
  `,
  stop: 'parar | pare | parem | sair | chega | descadastrar | cancelar inscrição',
  plea: `
    pare/para/parem de me mandar/enviar mensagem/mensagens | pare/para/parem de mandar/enviar (me) mensagem/mensagens | parem de me incomodar
    não me mande/manda/mandem/envie/enviem (mais) mensagem/mensagens | não mandem/mande mais mensagem/mensagens (para este número/para esse número/para o meu número) | não me escrevam (mais)
    (eu) não quero (mais) (receber) (mais) mensagem/mensagens | chega de mensagens | sem mais mensagens | me deixa/deixe/deixem em paz
    me tire/tira/tirem/remova/remove/removam da (sua) lista | tire/tirem/remova/removam/apaguem meu número (da lista)
  `,
  wrong_number: '(é/está com) (o) número errado',
  unless: 'se | quando | disse | falou | diga',
  start:
    '(eu) quero (voltar a) receber (as) mensagens (de novo/novamente) | podem me mandar mensagens de novo/novamente',
  help: 'ajuda | me ajuda | me ajudem | (eu) preciso de ajuda | informação | informações | socorro',
  thanks: `
    obrigado | obrigada | muito obrigado/obrigada | brigado | brigada | obg | valeu | tudo bem | tá bom | está bem | beleza | blz | perfeito | ótimo | entendi | entendido | combinado
    amém | (que) deus (te/lhe) abençoe | de nada | sem problema(s) | por nada
  `,
  please: 'por favor | pfv | pf',
  courtesy:
    'oi | olá | bom dia | boa tarde/noite | desculpa | desculpe | me desculpe | sinto muito | infelizmente | se deus quiser | senhor | senhora | tchau',
};
