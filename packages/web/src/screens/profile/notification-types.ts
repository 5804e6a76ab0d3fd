/** What the types of notifications are called, and what each is of. */
import { type NotificationType, promptTypes } from '@copydesk/contract'

const words: Record<NotificationType, [label: string, description: string]> = {
  mentions: ['Mentions', 'Somebody names you in a comment.'],
  replies: ['Answers', 'In threads in which you wrote or were mentioned.'],
  comments: ['Other comments', 'On what is yours, or what you watch.'],
  assignments: ['Assignments', 'An item or a task is given to you.'],
  approvals: ['Approvals', 'A text waits for your approval.'],
  resolutions: ['Resolved threads', 'Somebody resolved a thread that you are in.'],
  reminders: ['Reminders', 'What you have to do is due.'],
  changes: ['Changes of status', 'Of what is yours, or what you watch.'],
  releases: ['Releases', 'What is yours, or what you watch, was published.'],
  schedules: ['Schedules', 'Something scheduled is late, blocked, stuck, moved or failed.'],
}

interface TypeWords {
  label: string
  description: string
  /** Mail tells of it by itself, and not in the digest. */
  isPrompt: boolean
}

export const typeWords = Object.fromEntries(
  Object.entries(words).map(([type, [label, description]]) => [
    type,
    { label, description, isPrompt: promptTypes.includes(type as NotificationType) },
  ]),
) as Record<NotificationType, TypeWords>
