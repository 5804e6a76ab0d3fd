/** Every piece of work that there is, as the domains declare them. */
import type { Work } from '../command/work.ts'
import { forgetComment } from '../comments/deletion.ts'
import { tellContentList } from '../content/tell-content-list.ts'
import { tellOfVersions } from '../content/tell-of-versions.ts'
import { tellPrivateContent } from '../content/tell-private-content.ts'
import { tellDelivery } from '../delivery/tell-delivery.ts'
import { wake } from '../notifications/inbox/wake.ts'
import { planMails } from '../notifications/mail/plan-mails.ts'
import { type SendingParts, sendMail } from '../notifications/mail/send-mail.ts'
import { notify } from '../notifications/notify.ts'
import { redact } from '../notifications/redact.ts'
import { withdraw } from '../notifications/withdraw.ts'
import { tellAwaiting } from '../projects/awaiting/tell-awaiting.ts'
import { countProjects } from '../projects/project/count-projects.ts'
import { tellReleases } from '../projects/releases/tell-releases.ts'
import { remind } from '../projects/reminders/remind.ts'
import { recheckApprovals } from '../projects/review/recheck-approvals.ts'
import { tellReviewers } from '../projects/review/tell-reviewers.ts'
import { checkSchedule } from '../projects/schedules/check-schedules.ts'
import { lookAfterSchedule } from '../projects/schedules/look-after.ts'
import { runSchedule } from '../projects/schedules/run-schedule.ts'
import { purgeTrash } from '../trash/purge.ts'

/** Handed to `Jobs` by the composition root; `parts` are what mails are sent with. */
export function worksWith(parts: SendingParts): readonly Work[] {
  return [...works, planMails(parts.mailer), sendMail(parts)]
}

/** Those that need nothing but their entry. */
const works: readonly Work[] = [
  checkSchedule,
  lookAfterSchedule,
  countProjects,
  forgetComment,
  notify,
  purgeTrash,
  recheckApprovals,
  redact,
  remind,
  runSchedule,
  tellAwaiting,
  tellReviewers,
  tellContentList,
  tellDelivery,
  tellPrivateContent,
  tellOfVersions,
  tellReleases,
  wake,
  withdraw,
]
