import type { AnswerSample } from './answer-samples.js';
import { count, languageName } from '../changes/change-words.js';
import { messageTitle } from '../messages/message-title.js';

/** What our program answers to those who write to our number, in each language. */
export function AnswersSection({ answers }: { answers: Map<string, AnswerSample[]> }) {
  return (
    <section class="flow far" aria-labelledby="answers">
      <h2 id="answers">Answers to what people write</h2>
      <p class="soft">
        “1” says that they come, “2” asks first and then gives the place back. Whatever the program does not understand
        is for a person, under “Replies”.
      </p>
      {[...answers].map(([kind, texts]) => (
        <section class="flow" aria-labelledby={kind}>
          <h3 id={kind} safe>
            {messageTitle(kind)}
          </h3>
          <div class="samples">
            {texts.map(({ locale, text, count: parts, encoding }) => (
              <figure class="say-words">
                <figcaption class="sub" safe>
                  {`${languageName(locale)}: ${count(parts, 'segment')} (${encoding})`}
                </figcaption>
                <blockquote lang={locale} safe>
                  {text}
                </blockquote>
              </figure>
            ))}
          </div>
        </section>
      ))}
    </section>
  );
}
