import type { Examples } from './examples.js';

export const en: Examples = {
  one: '1 | 1. | 1! | 1!! | (1) | #1 | " 1 " | 1, | one | One | One. | ONE | *1* | -1- | [1]',
  two: '2 | 2. | 2!! | (2) | #2 | two | Two | TWO. | "2" | 2) | 2...',
  three: '3 | 3. | three | #3',
  coming: `
    1 - coming | 1 = I am coming | 1 I am coming | 1, I'm coming | 1 yes | Yes 1 | 1 please | 1 thanks | 1 👍 | Ok 1
    yep I'll be there | Okay. I'll be there. Thanks. | Yes, I'll be there. Thank you for the reminder | yes im gonna be there | I’ll be there for sure | yes I will be coming | 1 (yes) | Yes mam
    yes | Yes | YES | yes. | Yes! | yesss | yess | Yep | yup | yea | yeah | Yeah! | ya | Yes sir | yes ma'am | Yes please
    Yes thank you | Yes, thank you so much | Yes. Thanks! | yes 👍 | Yes 🙏🏽 | Yes 😊 | Yes yes | Sure | sure thing | Of course
    Definitely | absolutely | Confirm | Confirmed | confirmed. | I confirm | I confirm my appointment | CONFIRM | confirming
    I'm coming | Im coming | I am coming | i am coming | IM COMING | I’m coming | Yes im coming | yes i am coming
    Yes I'm coming | Yes, I am coming. | yes I will | I will | I will come | I'll come | ill come | I'll be there
    ill be there | Ill be there. | I will be there | I WILL BE THERE | I'll be there! | I’ll be there 👍 | I’ll be there thank you
    ok I'll be there | Ok, I will be there. Thank you | Okay I'm coming | We will be there | we'll be there | We are coming
    Hello, yes I will be there. | Good morning yes | Good morning! I'll be there. Thank you and God bless | Hi yes | Hi, I'm coming
    yes i will be there | Yes I'll be there on time | I'll be there on time | I plan to be there | I will attend | I can come
    Yes I can | Yes, I can make it | I can make it | see you there | See you then! | See you soon | Count me in | I'm going
    I am going to be there | im going | Yes i'm going | i will be there god willing | Will be there | will do, I'll be there
    can't wait, I'll be there | on my way | I'm on my way | yes i am on my way
    I won't miss it | I wouldn't miss it | I'll be there <3 | No problem, I'll be there | No worries I'll be there | no problem I will be there
  `,
  not_coming: `
    2 - cannot come | 2 = I cannot come | 2 I cannot come | 2 I can't come | 2. Can't come | 2 sorry | 2 thanks | 2 👎
    no | No | NO | no. | No! | nope | Nope. | nah | Nooo | No sorry | No, sorry | Sorry, no | No I can't | No, I can't.
    I can't | I cant | I cannot | can't | I can't come | I cant come | I cannot come | Cannot come | can't come | cant come
    can't make it | Can't make it. | cant make it | I can't make it | i cant make it | I cannot make it | I can not make it
    I can’t make it sorry | Sorry I can't make it | Sorry, I can't make it 😢 | I'm sorry I can't come | so sorry i cant make it
    Good morning, I can't make it | Hi, I cannot come. Sorry. | I won't be there | I wont be there | I will not be there
    I'm not coming | im not coming | I am not coming | Not coming | not going | I'm not going | I won't make it
    I won't be able to make it | I will not be able to come | I won't be able to come, sorry | I'm unable to attend
    I am unable to come | I can't attend | I can't go | cant go | I can't be there | We can't make it | we are not coming
    I'm not able to make it | I'm not going to make it | I'm not gonna make it | No, I can't make it. Thank you
    I can't make it to my appointment | no sir | 2: I cannot come | Hello 2 | sorry 2 | 2 please | 2 🙏 | ok 2 | won't be coming | We are not able to come | Cancel it | not gonna make it
    cancel my appointment | Cancel my appointment please | please cancel my appointment | Please cancel | I need to cancel
    I want to cancel my appointment | I need to cancel my appointment | Hi I need to cancel | I would like to cancel my appointment
    I have to cancel | cancel appointment | Can't make it 🙏 | 👎
  `,
  stop: `
    STOP | Stop | stop | stop. | STOP! | Stop. | STOPALL | stop all | UNSUBSCRIBE | unsubscribe | Unsubscribe please | CANCEL
    cancel | Cancel. | END | end | QUIT | quit | REVOKE | OPTOUT | opt out | Opt-out | opt out please | STOP STOP STOP | stop please
    STOP SPAMMING ME | Quit texting me | please, stop | Hi please stop texting me | Please don't text this number | STOPP | stop all messages | take my number off your list
    I think you have the wrong number. Please remove my number. | Please stop. Thank you | pls stop texting me thx | Stop it
    Please stop | please stop texting me | Please stop texting. | stop texting me | STOP TEXTING ME!!! | Stop texting me please
    stop texting this number | Stop sending me messages | stop sending me these texts | stop sending me text messages
    Please stop sending me messages | stop messaging me | Stop the messages | stop these texts | stop with the texts
    no more messages | No more texts please | no more text messages | don't text me | Dont text me again | Do not text me anymore
    Please don't text me anymore | don't send me messages | Do not send me any more messages | Do not contact me again
    don't contact me | remove me from your list | Please remove me from this list | Take me off your list | take me off this list
    remove my number | Please remove my number from your list | delete my number | lose my number | leave me alone | Leave me alone!!
    Wrong number, stop | wrong number stop texting me | Wrong number. Please stop texting me. | Sorry wrong number, please remove me from your list
    Who is this? Stop texting me! | I don't know who this is. Stop texting me. | I already told you guys. Please stop sending me messages
    I don't want any more messages | I do not want to receive messages | I don't want these texts | I don't want to get texts anymore
    Can you please stop texting me | Can you stop texting me? | Could you please stop sending me messages? | I want you to stop texting me
    I don't live in Boston anymore, please stop texting me | How did you get my number? Remove me from your list. | I no longer want to receive messages
    I don't want to receive any more messages | I want to stop receiving messages | i dont want any messages from you | stop txting me
    Please stop sending these | I'd like to opt out | opt me out of texts | Unsubscribe me from this list | take me off your texting list
    remove this number from your list | stop text | never contact me | I can't come Saturday. Stop texting me
    I don't need these messages anymore | unsubscribe me | I want to unsubscribe | I want to opt out | opt me out
  `,
  start: `
    START | start | Start | Start. | UNSTOP | unstop | start texting me again | Please start sending me messages again
    I want to receive messages again | opt me back in | Opt in | resubscribe | you can text me again
  `,
  help: 'HELP | help | Help! | help please | INFO | info | Info. | Help me | I need help | Please help | HELP? | more info | information',
  thanks: `
    ok | OK | Ok. | okay | k | kk | Okay thank you | thanks | Thanks! | thank you | Thank you so much | thank u | thx | ty | Thanks a lot
    ok thanks | Ok, thank you. God bless you | God bless | got it | Got it, thanks! | 🙏 | 🙏🙏🙏 | ❤️ | Thank you 🙏 | Great thanks | Perfect
    alright | Sounds good | no problem | No worries | cool | will do | You too | good
  `,
  unclear: '',
};
