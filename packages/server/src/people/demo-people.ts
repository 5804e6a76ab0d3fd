/**
 * The five people of the demo: the seed creates exactly these, and the demo sign-in finds them by their e-mail
 * addresses (the domain is reserved for examples, RFC 2606, so no real person can have one).
 */
import type { DemoSignIn, Role } from '@copydesk/contract'

/** Someone of the demo; none of them has a password. */
export interface DemoPerson {
  /** What the seed calls this person by; three of the keys are what `POST /session/demo` takes. */
  key: DemoSignIn['person'] | 'writer' | 'viewer'
  name: string
  email: string
  role: Role
}

/** An administrator, two editors, a reviewer and a viewer. */
export const demoPersonList: readonly DemoPerson[] = [
  { key: 'admin', name: 'Astrid Lindqvist', email: 'admin@demo.copydesk.example', role: 'admin' },
  { key: 'editor', name: 'Elias Berg', email: 'editor@demo.copydesk.example', role: 'editor' },
  { key: 'reviewer', name: 'Rosa Marchetti', email: 'reviewer@demo.copydesk.example', role: 'reviewer' },
  { key: 'writer', name: 'Wanjiru Kamau', email: 'writer@demo.copydesk.example', role: 'editor' },
  { key: 'viewer', name: 'Viktor Novak', email: 'viewer@demo.copydesk.example', role: 'viewer' },
]

/** The e-mail address that a demo sign-in stands for. */
export function demoEmail(key: DemoPerson['key']): string {
  return `${key}@demo.copydesk.example`
}
