import type { Children } from '@kitajs/html';
import { formatTimeRange } from '../i18n/dates.js';
import type { BarRow } from './charts/bars.view.js';
import { Bars } from './charts/bars.view.js';
import type { Numbers } from './charts/picture.view.js';
import { NumbersTable, Picture } from './charts/picture.view.js';
import type { ReportClinic, SlotPlaces } from './report-reads.js';
import type { Places } from './report-rules.js';
import { placesByClinic, placesOf } from './report-rules.js';
import { count, dayWords, monthWords, number, percent, shortDay } from './report-words.js';

const CAPTION =
  'Filled: people who booked. Hollow, and after the plus: walk-ins. The line ends where the places end, those beyond the capacity included.';
const HEAD = ['Places', 'Booked', 'Walk-ins', 'Filled'];
/** More clinics than this are drawn by month. */
const MOST_BARS = 24;

const placesIn = ({ capacity, extra }: Places) => capacity + extra;
const seated = ({ booked, walkIns }: Places) => booked + walkIns;

/** `18 of 20`, `18 + 2 of 20`. */
function placeWords(places: Places): string {
  const { booked, walkIns } = places;
  const came = walkIns > 0 ? `${number(booked)} + ${number(walkIns)}` : number(booked);
  return `${came} of ${number(placesIn(places))}`;
}

const barOf = (label: string, places: Places): BarRow => {
  const { booked, walkIns } = places;
  return { label, words: placeWords(places), filled: booked, hollow: walkIns, reach: placesIn(places) };
};

const cellsOf = (places: Places) => [
  number(placesIn(places)),
  number(places.booked),
  number(places.walkIns),
  percent(seated(places), placesIn(places)),
];

interface PictureProps {
  lines: { label: string; places: Places }[];
  numbers: Numbers;
  /** What a line is: `each time`. */
  each: string;
  empty: string;
  children?: Children;
}

function PlacesPicture({ lines, numbers, each, empty, children }: PictureProps) {
  const all = placesOf(lines.map(({ places }) => places));
  const share = percent(seated(all), placesIn(all));
  const finding = `${number(seated(all))} of ${number(placesIn(all))} places filled${share && `, ${share}`}`;
  const none = placesIn(all) + seated(all) === 0;
  const most = Math.max(...lines.map(({ places }) => Math.max(placesIn(places), seated(places))));
  return (
    <Picture
      id="places"
      finding={none ? 'Places' : finding}
      empty={none ? empty : undefined}
      caption={CAPTION}
      numbers={numbers}
      after={children}
    >
      <Bars
        id="places-bars"
        title={`Places filled, ${each}: ${finding}`}
        rows={lines.map(({ label, places }) => barOf(label, places))}
        most={most}
      />
    </Picture>
  );
}

/** How full each time of a clinic was. */
export function ClinicPlaces({ clinic: { timeZone }, places }: { clinic: ReportClinic; places: SlotPlaces[] }) {
  const lines = places.map((slot) => {
    return { label: formatTimeRange(slot.startsAt, slot.endsAt, timeZone, 'en'), places: slot };
  });
  const numbers = {
    head: ['Time', ...HEAD],
    rows: lines.map(({ label, places: slot }) => [label, ...cellsOf(slot)]),
  };
  return <PlacesPicture lines={lines} numbers={numbers} each="each time" empty="No times were planned." />;
}

/** How full each clinic of a season was; when they are many, each month, and the clinics below. */
export function SeasonPlaces({ clinics, places }: { clinics: ReportClinic[]; places: SlotPlaces[] }) {
  const of = placesByClinic(clinics, places);
  const lines = clinics.map((clinic) => {
    const { title, day } = clinic;
    return { clinic, label: `${shortDay(day)}, ${title}`, places: of.get(clinic.id) ?? placesOf([]) };
  });
  const each: Numbers = {
    head: ['Clinic', 'Day', ...HEAD],
    rows: lines.map(({ clinic: { id, title, day }, places }) => {
      return [{ text: title, href: `/staff/clinics/${id}/report` }, dayWords(day), ...cellsOf(places)];
    }),
  };
  const empty = 'No clinic has places in this season.';
  if (lines.length <= MOST_BARS) return <PlacesPicture lines={lines} numbers={each} each="each clinic" empty={empty} />;
  const months = [...new Set(clinics.map(({ day }) => day.slice(0, 7)))].map((month) => {
    const those = lines.filter(({ clinic }) => clinic.day.startsWith(month));
    return { label: monthWords(month), clinics: those.length, places: placesOf(those.map(({ places }) => places)) };
  });
  const bars = months.map((month) => ({ ...month, label: `${month.label}, ${count(month.clinics, 'clinic')}` }));
  const numbers = {
    head: ['Month', 'Clinics', ...HEAD],
    rows: months.map((month) => [month.label, number(month.clinics), ...cellsOf(month.places)]),
  };
  return (
    <PlacesPicture lines={bars} numbers={numbers} each="each month" empty={empty}>
      <h3>Each clinic</h3>
      <NumbersTable name="each clinic" numbers={each} />
    </PlacesPicture>
  );
}
