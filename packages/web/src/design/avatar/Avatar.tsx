/** People as discs with their initials, alone or as a group. */
import type { Id } from '@copydesk/contract'
import { cx } from '../class-names.ts'
import styles from './Avatar.module.css'
import { hueOf, initials } from './initials.ts'

export interface AvatarProps {
  /** Decides the colour. */
  id: Id
  name: string
  size?: 'small' | 'medium' | 'large'
  /** True where the name stands beside it: then it is silent. */
  isNamed?: boolean
}

/** One person. The initials are drawn by the style sheet, since as text they would be spoken. The name is spoken and shown on hover, unless it stands beside. */
export function Avatar({ id, name, size = 'medium', isNamed = false }: AvatarProps) {
  const naming = isNamed ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name, title: name }
  return (
    <span
      {...naming}
      data-initials={initials(name)}
      className={cx(
        styles.avatar,
        styles[hueOf(id)],
        size === 'small' && styles.small,
        size === 'large' && styles.large,
      )}
    />
  )
}

export interface AvatarGroupProps {
  /** What the group is, spoken: "Here now". */
  label: string
  people: readonly { id: Id; name: string }[]
  /** How many are shown before the rest becomes "+3". */
  max?: number
  size?: 'small' | 'medium'
}

/** Several people, overlapping; the rest as a number whose title names them. */
export function AvatarGroup({ label, people, max = 4, size = 'medium' }: AvatarGroupProps) {
  const shown = people.length > max ? people.slice(0, max - 1) : people
  const rest = people.slice(shown.length)
  const names = rest.map((person) => person.name).join(', ')
  return (
    <ul aria-label={label} className={styles.group}>
      {shown.map((person) => (
        <li key={person.id}>
          <Avatar id={person.id} name={person.name} size={size} />
        </li>
      ))}
      {rest.length > 0 && (
        <li>
          <span
            role="img"
            aria-label={`and ${names}`}
            title={names}
            className={cx(styles.avatar, styles.more, size === 'small' && styles.small)}
          >
            +{rest.length}
          </span>
        </li>
      )}
    </ul>
  )
}
