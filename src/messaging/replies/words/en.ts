import type { Words } from './words.js';

export const en: Words = {
  numbers: 'one, two, three, four, five, six, seven, eight, nine',
  choice: 'option | number | choice',
  coming: `
    yes | yess | yep | yup | yea | yeah | yeahh | ya | sure | sure thing | of course | definitely | absolutely | certainly | affirmative
    coming | im/were (still) coming | i/we am/are (still) coming | i/we will come | ill/well come | i/we will be coming | ill/well be coming | i/we can come | i/we will attend | ill/well attend
    (i) confirm/confirmed (my appointment/the appointment) | confirming (my appointment/the appointment)
    (i/we) will (both/all/definitely/still) be there (on time/for sure) | ill/well (both/all/definitely/still) be there (on time/for sure) | be there | i plan to be there
    (im/i am/were/we are) gonna be there | im/were going to be there | i/we am/are going (to be there) | im/were going | i will | i can | we will | we can | (i/we) can make it
    see you (then/there/soon) | see u (then/there) | count me in | (im/i am/were/we are) on my/our way | on the way
    i/we wont miss it | i/we will not miss it | (i) wouldnt miss it
  `,
  no: 'no | nope | nah | noo',
  not_coming: `
    (i/we) cant (come/go/attend/make it) | (i/we) cannot (come/go/attend/make it) | (i/we) can not come/go/attend | (i/we) can not make it | (i/we) [cant/cannot/can not] be there
    (i/we) wont (come/go/attend/be coming/be there) | (i/we) will not (come/go/attend/be coming/be there) | (i/we) [wont/will not] make it (to the appointment/to my appointment)
    (i/we) [cant/cannot] make it to the/my appointment | (i/we) [wont/will not] be able to [make it/come/go/attend]
    (im/i am/were/we are) not coming/going | (im/i am/were/we are) [unable/not able] to [make it/come/go/attend] | (im/i am/were/we are) not [going to/gonna] [make it/come/be there]
  `,
  cancel: `
    please cancel (it) | cancel it | cancel (it) please | cancel my/the/our appointment | cancel appointment | cancel my place
    i/we need/want/have to cancel (it) | i/we need/want/have to cancel my/the/our appointment | [i would/id] like to cancel (it) | [i would/id] like to cancel my/the appointment
  `,
  stop: 'unsubscribe | unsuscribe | optout | opt out | stop all/it/this/that/now | stopp | enough',
  plea: `
    stop/quit texting/messaging/spamming (me/us) (anymore/already/now) | stop/quit texting/messaging this number | stop/quit contacting/harassing me | stop bothering me
    stop (all) (the/these/those/your) (text) texts/messages/messaging/spam | stop with the/these texts/messages | stop the/these reminders
    stop/quit sending (me/us) (the/these/those/any/all) (more) (text/stupid) messages/texts/reminders
    i/we want you to stop texting/messaging me | i/we want you to stop sending me (these) (text) messages/texts
    can/could/will/would you (please) stop [texting me/messaging me]? | can/could/will/would you (please) stop sending me (these) (text) [messages/texts]?
    [dont/do not] text/message/contact me/us (again/anymore/ever again) | [dont/do not] text this number/phone (again/anymore)
    never text/message/contact me again | no more (text) messages/texts (to this number)
    [dont/do not] send (me/us) (any) (more) (text) messages/texts (anymore) | i no longer want (to receive) (these) messages/texts
    i/we [dont/do not] want/need (any/these/your/to get/to receive) (more) (text) messages/texts (anymore)
    remove/delete me from your/the/this/that list(s) | take me off (of) (your/the/this/that) list(s) | take my number off (your list/the list/this list)
    remove/delete/lose my number (from your list/from the list/from this list) | remove/delete this number
    i/we [dont/do not] want (to receive/to get) any (more) messages/texts (from you) | i/we want to stop receiving/getting (these/your) (text) messages/texts
    stop txting/txtng (me) (please) | stop sending (me) these | stop text | never contact/text me | i [dont/do not] want texts/messages from you
    unsubscribe me (from this/from your/from the) (list) | i want to unsubscribe | (i) want to opt out | [i would/id] like to opt out/unsubscribe
    opt me out (of texts/of messages/of this) | leave me alone | take/remove me off/from your/the texting/text list | remove this number from your/the/this list
  `,
  wrong_number: '(i think) (you have/you got/this is) (the/a) wrong number',
  unless: 'if | when | unless | until | said | says | say | told | tell | asked | ask | wrote',
  unsure: 'call me | call us',
  start: `
    opt in | opt me (back) in | subscribe | resubscribe | start texting me (again) | start sending me messages/texts again
    (i) want (to receive/to get) messages/texts again | you can text me again
  `,
  help: 'help me | i need (some) help | information | more info/information | i need info/information',
  thanks: `
    thanks (so much/a lot) | thank you (so much/very much) | thank u | thankyou | thx | thnx | ty | many thanks | [thanks/thank you] for [the reminder/reminding me/letting me know/your help]
    great | perfect | good | all good | alright | sounds good | got it | cool | will do | understood | no problem | no worries | you too | you are welcome | youre welcome
    (and) god bless (you/u/you all) | amen | awesome
  `,
  please: 'please | pls | plz',
  courtesy: `
    hello | hi | hey | (very) good morning/afternoon/evening/day/night | so sorry | (i am/im) (so/very) sorry | my apologies | apologies | excuse me
    sir | maam | mam | madam | unfortunately | god willing | have a good/nice/great/blessed day | have a good one | cant wait | dear | bye
  `,
};
