import type { Caller } from '../../access/caller.js';
import type { TeamClinic } from '../../clinics/team-clinics.js';
import { clinicDay } from '../../clinics/team-words.js';
import { StaffPage } from '../../ui/staff-page.view.js';
import { languageName } from '../changes/change-words.js';
import { TEMPLATES } from '../messages/templates/index.js';
import type { Template } from '../messages/templates/template.js';
import type { AnswerSample } from './answer-samples.js';
import { AnswersSection } from './answers.view.js';
import type { SampleText } from './samples.js';
import { costlyWords, costWords, unreviewedWords, untranslatedWords, variantWords } from './template-words.js';

interface Props {
  caller: Caller;
  /** Whose names, times and sentences the samples have; absent: those of a made-up clinic. */
  clinic?: TeamClinic;
  /** Those that one can choose. */
  clinics: TeamClinic[];
  texts: Map<Template, SampleText[]>;
  answers: Map<string, AnswerSample[]>;
}

/** Every text message in every language, as it would be sent, and what it costs. */
export function TemplatesView({ caller, clinic, clinics, texts, answers }: Props) {
  const first = [...texts.values()].flat();
  const lines = new Map(first.map(({ locale, firstLine }) => [locale, firstLine]));
  return (
    <StaffPage
      title="What we write to people"
      caller={caller}
      crumbs={clinic ? [{ href: `/staff/clinics/${clinic.id}`, text: clinic.title }] : []}
    >
      <p class="row">
        <a class="hit" href="/staff/messages">
          What was sent and spent
        </a>
        {!!clinic && (
          <a class="hit" href={`/staff/clinics/${clinic.id}/messages`}>
            Messages of this clinic
          </a>
        )}
      </p>
      <Whose clinic={clinic} clinics={clinics} />
      <ul class="soft">
        <li safe>{untranslatedWords()}</li>
        {!!unreviewedWords() && <li safe>{unreviewedWords()}</li>}
      </ul>
      <section class="flow" aria-labelledby="first-line">
        <h2 id="first-line">The first text to a number also says</h2>
        <div class="samples">
          {[...lines].map(([locale, line]) => (
            <figure class="say-words">
              <figcaption class="sub" safe>
                {languageName(locale)}
              </figcaption>
              <blockquote lang={locale} safe>
                {line}
              </blockquote>
            </figure>
          ))}
        </div>
      </section>
      {TEMPLATES.map((template) => (
        <OfTemplate template={template} texts={texts.get(template) ?? []} clinic={clinic} />
      ))}
      <AnswersSection answers={answers} />
    </StaffPage>
  );
}

function Whose({ clinic, clinics }: Pick<Props, 'clinic' | 'clinics'>) {
  return (
    <form method="get" action="/staff/messages/templates" class="flow narrow">
      <div>
        <label for="clinic">With the names and times of</label>
        <select id="clinic" name="clinic">
          <option value="">A made-up clinic</option>
          {clinics.map((one) => (
            <option value={one.id} selected={one.id === clinic?.id} safe>
              {`${one.title}, ${clinicDay(one)}`}
            </option>
          ))}
        </select>
      </div>
      <button class="btn plain">Show</button>
    </form>
  );
}

interface OfTemplateProps {
  template: Template;
  texts: SampleText[];
  clinic?: TeamClinic;
}

function OfTemplate({ template: { kind, title, sent }, texts, clinic }: OfTemplateProps) {
  return (
    <section class="flow far" aria-labelledby={kind}>
      <h2 id={kind} safe>
        {title}
      </h2>
      <p class="soft row">
        <span safe>{sent}</span>
        {texts.length > 0 && (
          <a
            class="hit"
            href={sampleAddress(kind, texts[0], clinic)}
            aria-label={`${title}: see the email, send a test`}
          >
            See the email, send a test
          </a>
        )}
      </p>
      {texts.length === 0 && <p class="note">This clinic has no such message.</p>}
      <div class="samples">
        {texts.map((text) => (
          <TextFigure text={text} />
        ))}
      </div>
    </section>
  );
}

/** One text, and what it costs; why, when letters make it dearer. */
export function TextFigure({ text }: { text: SampleText }) {
  const costly = costlyWords(text);
  return (
    <figure class="say-words">
      <figcaption class="sub" safe>
        {`${variantWords(text)}: ${costWords(text)} (${text.encoding})`}
      </figcaption>
      <blockquote lang={text.locale} safe>
        {text.text}
      </blockquote>
      {!!costly && (
        <p class="dear" safe>
          {costly}
        </p>
      )}
    </figure>
  );
}

type OfSample = Partial<Pick<SampleText, 'locale' | 'mode' | 'days'>>;

/** The page of one sample. */
export function sampleAddress(kind: string, { locale, mode, days }: OfSample = {}, clinic?: { id: string }): string {
  const given = { language: locale, mode, days: days?.toString(), clinic: clinic?.id };
  const asked = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `/staff/messages/templates/${kind}?${new URLSearchParams(asked).toString()}`;
}
