import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy, ShowsPerson } from '../../access/access.decorators.js';
import { parse } from '../../platform/validation.js';
import type { FieldError } from '../../platform/errors.js';
import { AppError, invalid } from '../../platform/errors.js';
import type { PostedForm } from '../../staff/forms.js';
import { typed } from '../../staff/forms.js';
import { ConsentDto, CorrectionDto } from './caller.dto.js';
import type { PageOf } from './change-steps.js';
import { CallerSteps } from './change-steps.js';
import { valuesOf } from './change.pages.js';
import { CorrectDetails } from './correct-details.js';
import { correctionOf } from './correction-request.js';
import { CorrectView, MessagesView } from './details.view.js';
import { SetConsent } from './set-consent.js';

const FIELDS = ['name', 'phone', 'email', 'language', 'smsConsent', 'emailConsent', 'reason'];
const COMPANY = 'attendee-';

/** What is on file of a caller, and whether they want messages. */
@Allow('bookings.write')
@ApiExcludeController()
@Controller('staff/callers/:bookingId')
export class DetailsPages {
  constructor(
    private readonly steps: CallerSteps,
    private readonly correctDetails: CorrectDetails,
    private readonly setConsent: SetConsent,
  ) {}

  @Get('correct')
  @ShowsPerson()
  async details(@Param('bookingId', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    return this.steps.page(id, caller, asOnFile);
  }

  @Post('correct')
  @HttpCode(200)
  @ShowsPerson()
  async correct(@Param('bookingId', ParseUUIDPipe) id: string, @Body() form: PostedForm, @CalledBy() caller: Caller) {
    const company = Object.keys(form ?? {}).filter((name) => name.startsWith(COMPANY));
    const values = valuesOf(form, [...FIELDS, ...company]);
    return this.steps.take(id, caller, {
      values,
      pageOf: (step) => <CorrectView {...step} />,
      fieldOf: (code) => ({ field: 'phone', code: code === 'already_booked' ? 'same_person_there' : code }),
      work: async () => {
        const dto = correctionDto(values, company);
        await this.correctDetails.run({ bookingId: id, caller, reason: dto.reason }, correctionOf(dto));
        return 'corrected';
      },
    });
  }

  @Get('messages')
  @ShowsPerson()
  async messages(@Param('bookingId', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    return this.steps.page(id, caller, messagesPage);
  }

  @Post('messages')
  @HttpCode(200)
  @ShowsPerson()
  async consent(@Param('bookingId', ParseUUIDPipe) id: string, @Body() form: PostedForm, @CalledBy() caller: Caller) {
    const [channel, reason] = [typed(form, 'channel'), typed(form, 'reason')];
    return this.steps.take(id, caller, {
      values: { reason },
      pageOf: messagesPage,
      fieldOf: (code) => ({ field: 'reason', code }),
      work: async () => {
        const wanted = typed(form, 'wanted') === 'yes';
        const wish = parse(ConsentDto, { channel, wanted, reason: reason || undefined });
        await this.setConsent.run({ bookingId: id, caller, reason: wish.reason }, wish);
        return wanted ? 'resumed' : 'stopped';
      },
    });
  }
}

/** As it is on file. */
const asOnFile: PageOf = (step) => {
  const { booking } = step.card;
  const { fullName, phone, email } = booking.contact;
  const values = {
    ...{ name: fullName, phone: phone ?? '', email: email ?? '', language: booking.language },
    ...{ smsConsent: booking.smsConsent ? 'on' : '', emailConsent: booking.emailConsent ? 'on' : '' },
  };
  return <CorrectView {...step} values={values} />;
};

const messagesPage: PageOf = (step) => <MessagesView {...step} />;

/** @throws AppError 422 naming the fields of the form */
function correctionDto(values: Record<string, string>, company: string[]): CorrectionDto {
  const { name, phone, email, language, reason, smsConsent, emailConsent } = values;
  const attendees = company.map((field) => ({ attendeeId: field.slice(COMPANY.length), fullName: values[field] }));
  try {
    return parse(CorrectionDto, {
      ...{ name, phone, email, language, reason: reason || undefined },
      ...{ smsConsent: smsConsent !== '', emailConsent: emailConsent !== '' },
      attendees: attendees.length > 0 ? attendees : undefined,
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw invalid(...(error.details.fields ?? []).map((fault) => named(fault, company)));
  }
}

/** `attendees.0.fullName` is the field of that person. */
function named({ field, ...fault }: FieldError, company: string[]): FieldError {
  const [, place] = /^attendees\.(\d+)\./.exec(field) ?? [];
  return { ...fault, field: place === undefined ? field : (company[Number(place)] ?? field) };
}
