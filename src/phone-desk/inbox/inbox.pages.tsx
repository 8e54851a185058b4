import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, AskedByPage, CalledBy, ShowsPerson } from '../../access/access.decorators.js';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import type { FieldError } from '../../platform/errors.js';
import { AppError, invalid } from '../../platform/errors.js';
import { FormTokens } from '../../platform/form-tokens.js';
import type { PostedForm } from '../../staff/forms.js';
import { attempt, typed } from '../../staff/forms.js';
import { TeamNames } from '../../staff/team-names.js';
import { html, redirect303 } from '../../ui/html.js';
import { AnswerReply } from './answer-reply.js';
import type { AnswerValues } from './conversation-props.js';
import { ConversationView } from './conversation.view.js';
import { EndConversation } from './end-conversation.js';
import { HandOver } from './hand-over.js';
import { InboxReader } from './inbox-reader.js';
import type { Done } from './inbox.view.js';
import { DONE, InboxView, REPLIES } from './inbox.view.js';
import { LookAtInbox } from './look-at-inbox.js';

/** Refusals that stand beside the field, where what was typed is kept; by the words that the page has for them. */
const BESIDE: Record<string, string> = {
  idempotency_key_reused: 'form_sent_before',
  form_expired: 'form_again',
  ...Object.fromEntries(
    ['conversation_taken', 'answered_meanwhile', 'texts_stopped', 'number_unreachable'].map((code) => [code, code]),
  ),
};
const FRESH: AnswerValues = { words: '', keepOpen: false, to: 'call', note: '' };

/** What people write to our number, and the team's answers. Nobody stands in an address: a conversation is one of its replies. */
@Allow('calls.work')
@ApiExcludeController()
@Controller('staff/replies')
export class InboxPages {
  constructor(
    private readonly look: LookAtInbox,
    private readonly inbox: InboxReader,
    private readonly answerReply: AnswerReply,
    private readonly handOver: HandOver,
    private readonly end: EndConversation,
    private readonly names: TeamNames,
    private readonly tokens: FormTokens,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ShowsPerson()
  async list(@Query() query: PostedForm, @CalledBy() caller: Caller) {
    const done = Object.keys(DONE).find((known) => known === query.done) as Done | undefined;
    return this.listPage(caller, { page: pageOf(query), done });
  }

  /** What the open list asks: whether it would look otherwise now. */
  @Get('news')
  @AskedByPage()
  async newsOfList(@Query() query: PostedForm, @CalledBy() caller: Caller) {
    return { news: await this.look.newsOfList(caller, pageOf(query)) };
  }

  /** The first whom nobody has: those for me before the others, and those for others last. */
  @Post('next')
  async next(@CalledBy() caller: Caller) {
    const mine = (staffId: string | null) => (staffId === null ? 1 : staffId === caller.session?.staffId ? 0 : 2);
    const waiting = (await this.inbox.waiting(caller)).sort((a, b) => mine(a.forStaff) - mine(b.forStaff));
    const had = waiting.filter(({ takenBy }) => takenBy === caller.actor);
    for (const { id } of [...had, ...waiting.filter(({ takenBy }) => takenBy === null)]) {
      if (id && (await this.end.take(id, caller))) return redirect303(`${REPLIES}/${id}`);
    }
    return redirect303(`${REPLIES}?done=nobody`);
  }

  @Get(':id')
  @ShowsPerson()
  async one(@Param('id', ParseUUIDPipe) id: string, @Query('done') done: string, @CalledBy() caller: Caller) {
    return this.page(id, caller, { said: done === 'sent' ? 'The answer goes out. It waits on.' : undefined });
  }

  @Get(':id/news')
  @AskedByPage()
  async newsOfOne(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    return { news: await this.look.newsOfOne(id, caller) };
  }

  @Post(':id')
  @HttpCode(200)
  @ShowsPerson()
  async answer(@Param('id', ParseUUIDPipe) id: string, @Body() form: PostedForm, @CalledBy() caller: Caller) {
    // A line end of the browser's own is no second line.
    const words = typed(form, 'words').slice(0, 2_000).replaceAll('\r\n', '\n');
    const keepOpen = typed(form, 'keepOpen') !== '';
    const values = { ...FRESH, words, keepOpen };
    if (typed(form, 'step') === 'look') return this.page(id, caller, { values });
    const [seen, answers] = [Number(typed(form, 'seen')) || 0, Number(typed(form, 'answers')) || 0];
    const result = await this.try('words', () => {
      const key = this.tokens.verify(form.form);
      return this.answerReply.run(id, { words, keepOpen, seen, answers, key }, caller);
    });
    if ('errors' in result) return this.page(id, caller, { values, errors: result.errors });
    if (keepOpen) return redirect303(`${REPLIES}/${id}?done=sent`);
    return redirect303(`${REPLIES}?done=${result.done ? 'answered' : 'more'}`);
  }

  @Post(':id/take')
  async take(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    return redirect303((await this.end.take(id, caller)) ? `${REPLIES}/${id}` : `${REPLIES}?done=taken`);
  }

  @Post(':id/give-back')
  async giveBack(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    const result = await this.try('words', () => this.end.giveBack(id, caller));
    return redirect303(`${REPLIES}?done=${'errors' in result ? 'taken' : 'back'}`);
  }

  @Post(':id/hand-over')
  @HttpCode(200)
  @ShowsPerson()
  async hand(@Param('id', ParseUUIDPipe) id: string, @Body() form: PostedForm, @CalledBy() caller: Caller) {
    const [to, note] = [typed(form, 'to'), typed(form, 'note').slice(0, 1_000)];
    const result = await this.try('to', () => this.handOver.run(id, { to, note }, caller));
    if ('errors' in result) return this.page(id, caller, { values: { ...FRESH, to, note }, errors: result.errors });
    return redirect303(`${REPLIES}?done=${to === 'call' ? 'called' : 'handed'}`);
  }

  @Post(':id/done')
  async done(@Param('id', ParseUUIDPipe) id: string, @Body() form: PostedForm, @CalledBy() caller: Caller) {
    const seen = Number(typed(form, 'seen')) || 0;
    const result = await this.try('words', () => this.end.done(id, seen, caller));
    const done = 'errors' in result ? 'taken' : result.done ? 'closed' : 'more';
    return redirect303(`${REPLIES}?done=${done}`);
  }

  /** What cannot be done stands beside this field. */
  private async try<T>(field: string, work: () => Promise<T>): Promise<{ done: T } | { errors: FieldError[] }> {
    return attempt(async () => {
      try {
        return await work();
      } catch (error) {
        const code = error instanceof AppError ? BESIDE[error.code] : undefined;
        throw code ? invalid({ field, code }) : error;
      }
    });
  }

  private async listPage(caller: Caller, { page, done }: { page: number; done?: Done }) {
    const inbox = await this.look.list(caller, page);
    const names = await this.names.of([
      ...inbox.waiting.flatMap(({ takenBy, forStaff }) => [takenBy, forStaff && `staff:${forStaff}`]),
      ...inbox.recent.map(({ answeredBy }) => answeredBy),
    ]);
    const props = { caller, inbox, names, now: this.clock.now(), formToken: this.tokens.issue(), done };
    return html(<InboxView {...props} />);
  }

  private async page(
    id: string,
    caller: Caller,
    { values = FRESH, errors = [], said }: { values?: AnswerValues; errors?: FieldError[]; said?: string },
  ) {
    const conversation = await this.look.one(id, caller);
    const { waiting, said: all, optOuts, bookings } = conversation;
    const names = await this.names.of([
      ...all.map((one) => (one.by === 'us' ? one.actor : null)),
      ...[waiting?.takenBy ?? null, waiting?.handedBy ?? null, waiting?.forStaff ? `staff:${waiting.forStaff}` : null],
      ...optOuts.map(({ actor }) => actor),
    ]);
    const colleagues = await this.handOver.colleagues(bookings[0]?.clinic.id ?? null, caller);
    const given = { caller, conversation, colleagues, names, values, errors, said };
    const more = { price: this.config.smsPrice, now: this.clock.now(), formToken: this.tokens.issue() };
    return html(<ConversationView {...given} {...more} />, { status: errors.length > 0 ? 422 : 200 });
  }
}

const pageOf = ({ page }: PostedForm) => Math.min(Math.max(Math.trunc(Number(page)) || 1, 1), 400);
