/** English that nobody but a person should answer. */
export const enUnclear = `
  11 | 22 | 1 2 | 1 or 2 | 1 or 2? | 1/2 | 1,2 | 12 | 0 | 1000 | 10 | 1? | 2? | 2 2 | 1 1 | +1 | 2+ | 1.5 | 2% | $2 | 2nd | 1st | 2x
  2 pm? | 2pm | 2 pm | At 2 | at 2 | 2:00 | 2:30 | 10:30 | 9am | 2/14 | 12/02/2026 | 6175550123 | +16175550123 | 02134
  2 people are coming | 2 people | 2 of us | We are 2 | 2 kids | 2 hours late | 2 more questions | I have 2 questions
  me 2 | not 2 | Not 1 | no 2 | No. 2 | 2 or 1 | I'm coming 2 | 1 no | 2 yes | no 1
  yes but I may be late | Yes but my husband can't | I'm coming but not my husband | I'm coming but I'll be 20 minutes late
  yes no | Yes or no? | no yes | no, yes I'm coming | I can't come. I'm coming. | No I'm coming | No, I will be there | no I can
  No, I can come | no i can make it | no, no I'll be there | never mind, I can come | nevermind I'll come | No no cancel | no cancel
  I can't cancel my appointment | I won't cancel my appointment | no, please cancel my appointment | No. Cancel my appointment. | I will not cancel | Cancel my wife's appointment
  I will not come late | I will not be late | I cannot come late | I cannot find it | no need to text me | No English | no it's fine | No its not | no its me | no kidding | I'm not coming no | No 🙂 | No 👍 | Noo 😂
  NO!!! WRONG NUMBER | hell no | I'm busy | 2 - no | 2 STOP | no stop | STOP NO | "Stop texting me" he said | He wrote "stop texting me" to her | never stop texting me | they left me alone
  don't text me, call me | Don't text me. Call me instead. | if you can't help me, stop texting me | stop texting me or I call the police | Don't leave me alone | Leave me alone at the door
  don't cancel | Do not cancel my appointment | Please don't cancel my appointment | I did not cancel | did you cancel my appointment?
  I don't want to cancel | my appointment was cancelled? | Cancelled? | Is it cancelled | cancelled | canceled | cancel? | stop?
  No, I didn't get the address | No thanks | No thank you | no please | Please no | No one told me the address | no idea | Nope, I mean yes
  No parking there? | no car | No I need to reschedule | not yet | Not sure | maybe | I think so | I don't know | idk | I hope so | I'll try
  I might not make it | I'm not sure I can make it | I can't make it at 10:30, is there another time? | I can't come Saturday but I can Sunday
  I can't find the place | I can't open the link | can't wait | I can't wait to see you | I can't miss it
  I can't not come | not coming? | You're not coming | My son is not coming | she can't come | he will come
  Can I come at 11? | Can I come earlier? | Can I bring my daughter | Where is it? | What time? | What is the address | whats the address
  Do I need to bring my green card? | who is this | Who is this? | What do I bring | How much does it cost? | Is there parking
  I need to reschedule | reschedule | Reschedule please | Can I reschedule? | I need to change the time | change my appointment
  Can we do it another day | Please call me | call me | CALL ME | Can someone call me? | I called and nobody answers
  I have to work that day | I'm at work | I'm sick | I have covid | My mother passed away | I lost my green card
  I was detained | is ICE there? | Is it safe | My husband was arrested yesterday please help him | I need help with my application
  help me find the place | I need help with the form | Help my son fill the n400 | Emergency call 911
  I stopped at the library | does the bus stop there? | stop by at 10? | I'll stop by | don't stop the messages | Don't stop texting me
  Please do not stop texting me | I don't want to stop getting texts | Why did you stop texting me? | when will you stop texting me reminders in English
  Stop sending me messages in English | stop texting me so early | Stop calling me | My ex won't stop texting me | tell my husband to stop texting me
  If I come, stop texting me | He said, stop texting me | stop at 10 | The bus doesn't stop | bus stop | Last stop on the red line | this is the end
  I quit my job | the end of the month | End of June | in the end I can come | start time? | What time does it start | when do you start | Start at 10?
  wrong number | Wrong person | This is not Maria | You have the wrong number | I'm not Maria I'm her daughter
  You people are liars | f you | fuck off | I will sue you | idiot | shut up | scam | Is this a scam?
  I'm on the bus | I'm here | We are outside | I'm lost | running late | I will be late | Be there in 10 | Yes I have my green card
  Yes, Saturday | I'll be there Sunday | See you tomorrow | tomorrow | Saturday 10:30 | Yes at 10:30 | I will come with my wife | yes and my wife too
  Yes can you tell me the address | Yes, what do I bring | yes? | I already came | I did it already | I came last week | I already became a citizen
  Hello | hi | Good morning | Sorry | sorry about that | please | lol | haha | hmm | ? | ??? | ... | a | y | n | I | test | asdf
  https://example.org/map | www.example.org | see photo | Sent from my iPhone | Liked “Reply 1 = I am coming, 2 = I cannot come.”
  Loved an image | Reply 1 = I am coming, 2 = I cannot come. | Mom are you home? | Hey babe pick up milk | ok what time | ok but I need a ride
  too | to | won | won too | free | keep it | all | both | 3 and 4 | 3 or 4 | 33 | 3 4 | 5 all | again | 2 again | keep my place
  no, I'm not going to miss it | No way I'd miss it | nothing | None | Note | now | know | noon | Noon | on | of course not
`;
