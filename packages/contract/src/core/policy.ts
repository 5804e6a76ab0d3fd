/**
 * Who may do what: the one table of roles and actions. The server decides by it, for HTTP and for the hub's
 * subscribe alike, and answers what follows for whoever asks (`may`), by which the web app hides what would be refused.
 * A person may always edit and delete their own comments if they may comment at all.
 */
import type { Role } from './roles.ts'

export const actions = [
  'content.read',
  'content.write',
  'project.read',
  'project.write',
  'project.publish',
  'item.write',
  'item.review',
  'review.rule',
  'review.overrule',
  'comment.read',
  'comment.write',
  'comment.moderate',
  'people.read',
  'people.manage',
  'site.manage',
] as const
export type Action = (typeof actions)[number]

/** What is done in a project; a project's answer says which of it the viewer may do there. */
export const projectActions = [
  'content.write',
  'project.write',
  'project.publish',
  'item.write',
  'item.review',
  'review.rule',
  'review.overrule',
  'comment.write',
  'comment.moderate',
] as const satisfies readonly Action[]
export type ProjectAction = (typeof projectActions)[number]

const viewer: readonly Action[] = ['content.read', 'project.read', 'comment.read', 'people.read']
const reviewer: readonly Action[] = [...viewer, 'comment.write', 'item.review']
const editor: readonly Action[] = [
  ...reviewer,
  'content.write',
  'project.write',
  'item.write',
  'project.publish',
]
const admin: readonly Action[] = [
  ...editor,
  'review.rule',
  'review.overrule',
  'comment.moderate',
  'people.manage',
  'site.manage',
]

/** Of whoever manages a private project, there, besides what their role on the site includes. */
const manager: ReadonlySet<Action> = new Set(['review.rule', 'review.overrule'])

const allowed: Record<Role, ReadonlySet<Action>> = {
  viewer: new Set(viewer),
  reviewer: new Set(reviewer),
  editor: new Set(editor),
  admin: new Set(admin),
}

/** Whether a role may do an action. Reviewers may move a status (`item.review`), not add or remove items. */
export function may(role: Role, action: Action): boolean {
  return allowed[role].has(action)
}

/** The same in a private project that one manages, which adds nothing for whom the site lets change no projects. */
export function mayAsManager(role: Role, action: Action): boolean {
  return may(role, action) || (manager.has(action) && may(role, 'project.write'))
}
