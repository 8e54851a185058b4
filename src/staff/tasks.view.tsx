import { formatDayTime, TEAM_ZONE } from '../i18n/dates.js';
import type { LongTask } from '../platform/long-tasks/long-tasks.js';
import { errorText } from '../ui/fields.view.js';
import type { Reader } from '../ui/staff-page.view.js';
import { STAFF_CONTEXT, StaffPage } from '../ui/staff-page.view.js';

const TASKS = { href: '/staff/tasks', text: 'Files and long work' };
const DAY_MS = 24 * 60 * 60 * 1000;

const STATES: Record<LongTask['state'], string> = {
  queued: 'Waits for its turn',
  running: 'Going on',
  done: 'Done',
  failed: 'Did not work',
};

const isOver = ({ state }: LongTask) => state === 'done' || state === 'failed';
const at = (instant: Date) => `${formatDayTime(instant, TEAM_ZONE, 'en')}, Boston time`;
const number = (n: number) => n.toLocaleString('en-US');

/** One task: how far it is, then what came of it. The part that changes comes anew by itself. */
export function TaskView({ caller, task }: { caller: Reader; task: LongTask }) {
  const alive = !isOver(task);
  return (
    <StaffPage title={task.title} caller={caller} crumbs={[TASKS]} alive={alive}>
      <div id="task" class="flow" aria-live="polite" data-alive={alive ? '' : undefined}>
        <Progress task={task} />
        {alive && (
          <p class="soft">You can close this page. The work goes on, and you find it under Files and long work.</p>
        )}
        {task.state === 'done' && task.fileName !== null && <File task={task} />}
        {task.state === 'failed' && <Failed task={task} />}
      </div>
    </StaffPage>
  );
}

function Progress({ task: { state, doneCount, totalCount, finishedAt } }: { task: LongTask }) {
  const share = totalCount === 0 ? 0 : Math.min(1, doneCount / totalCount);
  return (
    <>
      <p class="row">
        <b class={state === 'queued' || state === 'running' ? 'chip lit' : 'chip'} safe>
          {STATES[state]}
        </b>
        {state !== 'failed' && totalCount > 0 && <span safe>{`${number(doneCount)} of ${number(totalCount)}`}</span>}
        {!!finishedAt && (
          <span class="soft" safe>
            {at(finishedAt)}
          </span>
        )}
      </p>
      {state !== 'failed' && (
        <progress max="1" value={String(state === 'done' ? 1 : share)} aria-label="How much is done"></progress>
      )}
    </>
  );
}

function File({ task: { id, finishedAt } }: { task: LongTask }) {
  const until = new Date((finishedAt?.getTime() ?? 0) + DAY_MS);
  return (
    <>
      <p>
        <a class="btn" href={`/staff/tasks/${id}/file`} download="">
          Save the file
        </a>
      </p>
      <p class="soft" safe>{`It is here until ${at(until)}. Then we erase it.`}</p>
    </>
  );
}

function Failed({ task: { message } }: { task: LongTask }) {
  return (
    <div class="note flow">
      <p safe>{`${errorText(STAFF_CONTEXT.t, { code: message ?? 'internal' })}.`}</p>
      <p>Nothing was changed. Ask for it again; if it fails again, tell whoever runs the server.</p>
    </div>
  );
}

/** Everything one has asked for during the last day. */
export function TasksView({ caller, tasks }: { caller: Reader; tasks: LongTask[] }) {
  return (
    <StaffPage title={TASKS.text} caller={caller} current={TASKS.href} crumbs={[]}>
      {tasks.length === 0 ? (
        <div class="note flow">
          <p>Nothing during the last 24 hours. What takes a while stands here when you have asked for it.</p>
        </div>
      ) : (
        <ul class="log">
          {tasks.map((task) => (
            <li>
              <a class="hit" href={`/staff/tasks/${task.id}`} safe>
                {task.title}
              </a>{' '}
              <span class="chip" safe>
                {STATES[task.state]}
              </span>
              <span class="sub" safe>{`Asked for on ${at(task.createdAt)}`}</span>
            </li>
          ))}
        </ul>
      )}
      {caller.permissions.includes('audit.export') && (
        <p>
          <a class="btn plain" href="/staff/audit/export">
            Take the audit trail away as a file
          </a>
        </p>
      )}
    </StaffPage>
  );
}
