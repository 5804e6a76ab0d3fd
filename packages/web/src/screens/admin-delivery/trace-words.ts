/** What happened, why it concerned somebody and how it ended for them, in an administrator's words. Pure. */
import type {
  DeliveryStatus,
  MailTraceStatus,
  NotificationKind,
  NotificationReason,
  TraceOutcome,
} from '@copydesk/contract'

/** To follow the name of who did it. */
export const kindWords: Record<NotificationKind, string> = {
  'comment.created': 'commented',
  'thread.resolved': 'resolved a thread',
  'item.status_changed': 'changed a status',
  'item.assigned': 'assigned an item',
  'task.assigned': 'assigned a task',
  'approval.asked': 'asked for approval',
  'item.due': 'reminded of an item',
  'task.due': 'reminded of a task',
  'project.published': 'published',
  'version.published': 'published a version',
  'release.reverted': 'took back a release',
  'schedule.late': 'published late',
  'schedule.missed': 'missed the time to publish',
  'schedule.failed': 'could not publish',
  'schedule.stuck': 'got stuck before it published',
  'schedule.blocked': 'found a schedule blocked',
  'schedule.moved': 'moved a schedule',
}

/** Why it concerned them. */
export const reasonWords: Record<NotificationReason, string> = {
  mention: 'Mentioned',
  reply: 'Wrote in the thread',
  approver: 'Their approval is asked',
  assigned: 'Assigned to them',
  scheduler: 'Scheduled it',
  publisher: 'Published it',
  thread: 'Mentioned in the thread before',
  watching: 'Watches it',
  author: 'Wrote the text',
  owner: 'Created the project',
  marked: 'Marked it as unread',
}

/** By which channel they were told, or what kept it from them. */
export const outcomeWords: Record<TraceOutcome, string> = {
  told: 'Told in the inbox',
  own_act: 'Not told: did it themself',
  not_here: 'Not told: does not work here',
  told_already: 'Not told again: knew of it',
  muted: 'Not told: muted it',
  preference: 'Not told: does not want this type',
  no_access: 'Not told: may not see it',
}

/** The same as a filter, beside a number. */
export const outcomeNames: Record<TraceOutcome, string> = {
  told: 'Told',
  own_act: 'Own act',
  not_here: 'Not here',
  told_already: 'Told already',
  muted: 'Muted',
  preference: 'Preferences',
  no_access: 'No access',
}

/** What became of a mail. */
export const deliveryWords: Record<DeliveryStatus, string> = {
  waiting: 'Waiting to be sent',
  begun: 'Being sent',
  sent: 'Sent',
  cancelled: 'Not sent',
  refused: 'Refused',
  failed: 'Failed',
  uncertain: 'Uncertain',
}

/** The same beside the inbox. */
export const mailWords: Record<MailTraceStatus, string> = {
  due: 'Mail is due unless it is read before',
  dropped: 'No mail: read before, or not to be mailed',
  waiting: 'Mail waits to be sent',
  begun: 'Mail is being sent',
  sent: 'Mail was sent',
  cancelled: 'Mail was not sent',
  refused: 'Mail was refused',
  failed: 'Mail failed',
  uncertain: 'Mail may have arrived',
}
