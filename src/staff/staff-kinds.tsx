import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { EmailContent, MessageRow, Prepared } from '../messaging/kinds.js';
import { MessageKinds, oneByOne } from '../messaging/kinds.js';
import { Sealer } from '../platform/sealing.js';
import { render } from '../ui/html.js';
import { StaffEmailView } from './staff-email.view.js';
import { StaffLinks } from './staff-links.js';

const WORDS = {
  staff_invitation: {
    title: 'Join the clinics team',
    lines: [
      'You are invited to the pages of the team that runs the Citizenship Clinics.',
      'Choose a password with this link. It works once, within seven days. Do not pass it on.',
    ],
    button: 'Join the team',
  },
  staff_reset: {
    title: 'Choose a new password',
    lines: [
      'Somebody asked for a new password for your account with the Citizenship Clinics team.',
      'This link works once, within an hour. If it was not you, do nothing: your password stays as it is.',
    ],
    button: 'Choose a password',
  },
};

type Kind = keyof typeof WORDS;

/** What is written to the team. Asked at the moment of sending: a link that is over is not sent. */
@Injectable()
export class StaffKinds implements OnModuleInit {
  constructor(
    private readonly kinds: MessageKinds,
    private readonly links: StaffLinks,
    private readonly sealer: Sealer,
  ) {}

  onModuleInit(): void {
    for (const name of Object.keys(WORDS) as Kind[]) {
      this.kinds.register({ name, prepare: oneByOne((message) => this.prepare(name, message)) });
    }
  }

  private async prepare(kind: Kind, { subjectId }: MessageRow): Promise<Prepared> {
    const link = await this.links.byId(subjectId);
    if (!link?.email) return { suppress: 'no_longer_true' };
    return { to: this.sealer.open(link.email, 'staff.email'), email: written(kind, this.links.url(link)) };
  }
}

function written(kind: Kind, url: string): EmailContent {
  const { title, lines, button } = WORDS[kind];
  return {
    subject: title,
    text: [title, '', ...lines.flatMap((line) => [line, '']), url].join('\n'),
    html: render(<StaffEmailView title={title} lines={lines} button={button} url={url} />),
  };
}
