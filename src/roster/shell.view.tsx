import { StaffPage } from '../ui/staff-page.view.js';
import { Sheet, Unsent } from './sheet.view.js';

/** The roster's page without anybody on it and for no clinic: its script fills it with what the device keeps. */
export function ShellView() {
  const at = { clinicId: '', zone: 'UTC', stations: [], names: () => '', now: new Date(0), formToken: '' };
  return (
    <StaffPage title="Roster" crumbs={[]} own={['roster.css', 'roster.js']} told={{ 'data-roster': '' }}>
      <Unsent />
      <p class="soft">
        <span data-day></span>
        <span data-total></span>
      </p>
      <Sheet people={[]} shown={[]} show="all" at={{ ...at, newTapId: () => '' }} />
    </StaffPage>
  );
}
