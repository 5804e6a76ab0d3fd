/** What can be done with somebody out of their row: keep them out, let them in again, remove them. */
import { type Person, type Role, roles } from '@copydesk/contract'
import { useCommands, useDesk } from '@copydesk/react'
import { Ellipsis, UserRoundCheck, UserRoundMinus, UserRoundX } from 'lucide-react'
import { useState } from 'react'
import { IconButton, Menu, MenuItem, MenuSection, MenuTrigger } from '../../design/index.ts'
import { roleNames } from '../../people/role-names.ts'
import { Departure } from './Departure.tsx'

export interface PersonActionsProps {
  person: Person
  /** Offers the roles as well, where they have no place of their own. */
  hasRoles?: boolean
}

export function PersonActions({ person, hasRoles = false }: PersonActionsProps) {
  const { person: me } = useDesk()
  const commands = useCommands()
  const [asked, setAsked] = useState<'deactivate' | 'remove' | null>(null)
  const isMe = person.id === me.id
  // Nobody shuts themself out by accident: another administrator does it.
  if (isMe && !hasRoles) return null
  return (
    <>
      <MenuTrigger>
        <IconButton label={`Actions for ${person.name}`} size="small" excludeFromTabOrder>
          <Ellipsis size={16} aria-hidden />
        </IconButton>
        <Menu
          placement="bottom end"
          onAction={(key) => {
            const role = roles.find((one): one is Role => one === key)
            if (role && role !== person.role) void commands.changePerson(person.id, { role })
            if (key === 'reactivate') void commands.changePerson(person.id, { state: 'active' })
            if (key === 'deactivate' || key === 'remove') setAsked(key)
          }}
        >
          {hasRoles && (
            <MenuSection title="Role">
              {roles.map((one) => (
                <MenuItem key={one} id={one} label={roleNames[one]} />
              ))}
            </MenuSection>
          )}
          {!isMe && (
            <MenuSection title={person.name}>
              {person.state === 'active' ? (
                <MenuItem id="deactivate" label="Deactivate…" icon={<UserRoundMinus size={15} />} />
              ) : (
                <MenuItem id="reactivate" label="Reactivate" icon={<UserRoundCheck size={15} />} />
              )}
              <MenuItem id="remove" label="Remove…" tone="danger" icon={<UserRoundX size={15} />} />
            </MenuSection>
          )}
        </Menu>
      </MenuTrigger>
      {asked !== null && <Departure person={person} act={asked} onClose={() => setAsked(null)} />}
    </>
  )
}
