/** The people as lines of a menu, nobody first. */
import type { Id, Person } from '@copydesk/contract'
import { CircleOff } from 'lucide-react'
import type { Key } from 'react-aria-components'
import { Avatar, MenuItem } from '../../../design/index.ts'

const nobody = 'nobody'

/** The items of a Menu, nobody first, then those who work here. */
export function peopleMenuItems(everybody: readonly Person[]) {
  const people = everybody.filter(({ state }) => state === 'active')
  return [
    <MenuItem key={nobody} id={nobody} label="Nobody" icon={<CircleOff size={15} />} />,
    ...people.map((person) => (
      <MenuItem
        key={person.id}
        id={person.id}
        label={person.name}
        icon={<Avatar id={person.id} name={person.name} size="small" isNamed />}
      />
    )),
  ]
}

/** The person that a chosen line stands for. */
export function personOfKey(key: Key): Id | null {
  return key === nobody ? null : String(key)
}
