/**
 * Where mails lead, and how they are told apart. Pure. Ids of messages and threads are made of what there is, so that they
 * are the same whenever a mail is put together.
 */
import { addressOf, type Id, type Notification } from '@copydesk/contract'

/** The place that a notification is about; `site` ends without a slash. */
export function linkTo(site: string, notification: Notification): string {
  return `${site}${addressOf(notification)}`
}

/** `Message-ID`, without its brackets. */
export function messageIdOf(mailId: Id, domain: string): string {
  return `${mailId}@${domain}`
}

/**
 * What the mails of one thread to one person refer to. Nobody else's, so that two people behind one address have each
 * their own.
 */
export function threadIdOf(threadKey: string, personId: Id, domain: string): string {
  return `${threadKey.replace(':', '.')}.${personId}@${domain}`
}
