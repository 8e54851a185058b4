import { StaffPage } from '../ui/staff-page.view.js';
import { Sheet, Unsent } from './sheet.view.js';

/** The roster's page without anybody on it and for no clinic: its script fills it with what the device keeps. */
export function ShellView() {
  const at = { clinicId: '', zone: 'UTC', stations: [], names: () => '', now: new Date(0), formToken: '' };
  return (
    <StaffPage title="Roster" crumbs={[]} own={['roster.css', 'roster.js']} told={{ 'data-roster': '' }}>
      <Unsent />
      <div class="row">
        <p class="soft">
          <span data-day></span>
          <span data-total></span>
        </p>
        <form method="post" action="/staff/sign-out" class="push">
          <button class="link">Sign out</button>
        </form>
      </div>
      <p id="nothing" class="note">
        This device keeps nothing of this roster for you. It opens when there is a connection.
      </p>
      <Sheet people={[]} shown={[]} show="all" at={{ ...at, newTapId: () => '' }} />
    </StaffPage>
  );
}
