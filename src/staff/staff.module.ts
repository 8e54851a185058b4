import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { MessagingModule } from '../messaging/messaging.module.js';
import { AuditExport } from './audit-export.js';
import { AuditExportPages } from './audit-export.pages.js';
import { AuditPages } from './audit/audit.pages.js';
import { AuditReader } from './audit/audit-reader.js';
import { ChangeStaff } from './change-staff.js';
import { GiveCode } from './give-code.js';
import { HelpStaff } from './help-staff.js';
import { IdentityAttempts } from './identity-attempts.js';
import { IdentityPages } from './identity.pages.js';
import { IdentityProof } from './identity-proof.js';
import { IdentityProvider } from './identity-provider.js';
import { IdentitySignIn } from './identity-sign-in.js';
import { InviteStaff } from './invite-staff.js';
import { JoinTeam } from './join-team.js';
import { KeysPages } from './keys.pages.js';
import { LeaveTeam } from './leave-team.js';
import { LinksPages } from './links.pages.js';
import { MePages } from './me.pages.js';
import { OwnAccount } from './own-account.js';
import { Passwords } from './passwords.js';
import { PeoplePages } from './people.pages.js';
import { RequestReset } from './request-reset.js';
import { SecondFactor } from './second-factor.js';
import { SecondFactorPages } from './second-factor.pages.js';
import { SignIn } from './sign-in.js';
import { SignInPages } from './sign-in.pages.js';
import { StaffKinds } from './staff-kinds.js';
import { StaffLinks } from './staff-links.js';
import { StaffRepository } from './staff.repository.js';
import { TokensPages } from './tokens.pages.js';
import { TasksPages } from './tasks.pages.js';
import { TeamNames } from './team-names.js';
import { TidyStaff } from './tidy-staff.js';
import { Visits } from './visit.js';

/** The people of the team: their accounts, how they sign in, and who may let whom in. */
@Module({
  imports: [AccessModule, MessagingModule],
  controllers: [
    SignInPages,
    IdentityPages,
    LinksPages,
    SecondFactorPages,
    MePages,
    PeoplePages,
    TokensPages,
    KeysPages,
    TasksPages,
    AuditExportPages,
    AuditPages,
  ],
  providers: [
    StaffRepository,
    StaffLinks,
    StaffKinds,
    Passwords,
    SecondFactor,
    Visits,
    SignIn,
    GiveCode,
    IdentityProvider,
    IdentityAttempts,
    IdentitySignIn,
    IdentityProof,
    JoinTeam,
    OwnAccount,
    RequestReset,
    InviteStaff,
    ChangeStaff,
    LeaveTeam,
    HelpStaff,
    TidyStaff,
    AuditExport,
    AuditReader,
    TeamNames,
  ],
  exports: [SignIn, Visits, StaffRepository, TeamNames],
})
export class StaffModule {}
