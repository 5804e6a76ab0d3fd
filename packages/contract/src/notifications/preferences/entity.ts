/** What a person wants to be told of, by type of notification and by channel. */
import type { Page } from '../../core/page.ts'
import type { Instant } from '../../core/time.ts'
import type { NotificationKind, NotificationReason } from '../entity.ts'

/** What people tell apart, each of one or more kinds of notification. */
export const notificationTypes = [
  'mentions',
  'replies',
  'comments',
  'resolutions',
  'assignments',
  'approvals',
  'reminders',
  'changes',
  'releases',
  'schedules',
] as const
export type NotificationType = (typeof notificationTypes)[number]

/** By what people are told. */
export const notificationChannels = ['inbox', 'email'] as const
export type NotificationChannel = (typeof notificationChannels)[number]

/** What a person wants of one type; `id` is the type. */
export interface Preference {
  id: NotificationType
  /** 1 as long as nobody changed it. */
  revision: number
  channels: Record<NotificationChannel, boolean>
}

/** What mail tells of while it is unread, in minutes; the rest waits for the digest. */
export const promptTypes: readonly NotificationType[] = ['mentions', 'replies', 'assignments', 'approvals']

export const digestPeriods = ['off', 'daily', 'weekly'] as const
export type DigestPeriod = (typeof digestPeriods)[number]

/** Days of the week as ISO 8601 counts them: 1 is Monday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** When a person is mailed; hours are by the clock of their time zone. */
export interface MailSettings {
  /** 1 as long as nobody changed it. */
  revision: number
  /** How long something stays unread before mail tells of it. */
  waitMinutes: number
  /** What no mail told of by itself, at most once in each period. */
  digest: { every: DigestPeriod; hour: number; weekday: Weekday }
  /** The digest comes on these; where there are quiet hours, the other days are quiet as a whole. */
  workingDays: Weekday[]
  /** From the one full hour to the other, also over midnight: mail waits for their end, unless it is urgent. */
  quietHours: { from: number; to: number } | null
  /** Threads, items and projects whose mail was ended from a mail. */
  mutedThreads: number
  /** Set while nothing is mailed because the mail server refused the person's address; `note` is what it said. */
  refusedAddress: { address: string; note: string; refusedAt: Instant } | null
}

/** Whether mail leaves this installation, or is only shown to those who try it out. */
export const mailings = ['on', 'preview', 'off'] as const
export type Mailing = (typeof mailings)[number]

/** `GET /preferences`: of each type, and of mail as a whole. */
export interface Preferences extends Page<Preference> {
  mail: MailSettings
  mailing: Mailing
}

const types: Record<Exclude<NotificationKind, 'comment.created'>, NotificationType> = {
  'thread.resolved': 'resolutions',
  'item.status_changed': 'changes',
  'item.assigned': 'assignments',
  'task.assigned': 'assignments',
  'approval.asked': 'approvals',
  'item.due': 'reminders',
  'task.due': 'reminders',
  'project.published': 'releases',
  'version.published': 'releases',
  'release.reverted': 'releases',
  'schedule.late': 'schedules',
  'schedule.missed': 'schedules',
  'schedule.failed': 'schedules',
  'schedule.stuck': 'schedules',
  'schedule.blocked': 'schedules',
  'schedule.moved': 'schedules',
}

/** Of which type a notification is. */
export function typeOf(kind: NotificationKind, reason: NotificationReason): NotificationType {
  if (kind !== 'comment.created') return types[kind]
  if (reason === 'mention') return 'mentions'
  return reason === 'reply' || reason === 'thread' ? 'replies' : 'comments'
}

/** What everybody is told of until they say otherwise. */
export function defaultPreference(type: NotificationType): Preference {
  return { id: type, revision: 1, channels: { inbox: true, email: true } }
}

/** What everybody is mailed by until they say otherwise. */
export const defaultMailSettings: MailSettings = {
  revision: 1,
  waitMinutes: 5,
  digest: { every: 'daily', hour: 8, weekday: 1 },
  workingDays: [1, 2, 3, 4, 5],
  quietHours: null,
  mutedThreads: 0,
  refusedAddress: null,
}
