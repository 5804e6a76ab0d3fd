/** What a person wants to be told of, by type of notification and by channel. */
import type { Page } from '../../core/page.ts'
import type { NotificationKind, NotificationReason } from '../entity.ts'

/** What people tell apart, each of one or more kinds of notification. */
export const notificationTypes = [
  'mentions',
  'replies',
  'comments',
  'assignments',
  'approvals',
  'reminders',
  'changes',
  'releases',
  'schedules',
] as const
export type NotificationType = (typeof notificationTypes)[number]

/** By what people are told. */
export const notificationChannels = ['inbox'] as const
export type NotificationChannel = (typeof notificationChannels)[number]

/** What a person wants of one type; `id` is the type. */
export interface Preference {
  id: NotificationType
  /** 1 as long as nobody changed it. */
  revision: number
  channels: Record<NotificationChannel, boolean>
}

/** `GET /preferences`: of each type. */
export type Preferences = Page<Preference>

const types: Record<Exclude<NotificationKind, 'comment.created'>, NotificationType> = {
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
  return { id: type, revision: 1, channels: { inbox: true } }
}
