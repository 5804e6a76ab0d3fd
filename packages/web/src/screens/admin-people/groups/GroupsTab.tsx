/** The groups by name, with who is in them, and what makes, changes and deletes them. */
import type { Group } from '@copydesk/contract'
import { useGroups } from '@copydesk/react'
import { Users } from 'lucide-react'
import { useState } from 'react'
import {
  Button,
  EmptyState,
  ErrorState,
  RowList,
  ScrollArea,
  SkeletonRows,
  Toolbar,
  ToolbarSpace,
} from '../../../design/index.ts'
import { GroupDeletion } from './GroupDeletion.tsx'
import { GroupForm } from './GroupForm.tsx'
import { GroupRow } from './GroupRow.tsx'

/** What is open over the list: a form for a new group or one that is there, or the question before a deletion. */
type Asked = { act: 'make' } | { act: 'change' | 'delete'; group: Group }

export function GroupsTab() {
  const groups = useGroups()
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = () => setAsked(null)
  const rows = groups.data?.data.toSorted((a, b) => a.name.localeCompare(b.name))
  return (
    <>
      <Toolbar label="Groups">
        <ToolbarSpace />
        <Button
          variant="primary"
          icon={<Users size={15} aria-hidden />}
          onPress={() => setAsked({ act: 'make' })}
        >
          New group
        </Button>
      </Toolbar>
      {groups.status === 'error' && <ErrorState error={groups.error} onRetry={() => void groups.refresh()} />}
      {rows === undefined && groups.status !== 'error' && (
        <SkeletonRows label="Loading the groups" count={4} />
      )}
      {rows?.length === 0 && (
        <EmptyState icon={<Users size={20} />} title="There are no groups">
          A group puts people under one name, such as “Legal”, for rules of approval and members of projects.
        </EmptyState>
      )}
      {rows !== undefined && rows.length > 0 && (
        <ScrollArea>
          <RowList label="Groups">
            {rows.map((group) => (
              <GroupRow
                key={group.id}
                group={group}
                onChange={() => setAsked({ act: 'change', group })}
                onDelete={() => setAsked({ act: 'delete', group })}
              />
            ))}
          </RowList>
        </ScrollArea>
      )}
      {asked?.act === 'delete' && <GroupDeletion group={asked.group} onClose={close} />}
      {(asked?.act === 'make' || asked?.act === 'change') && (
        <GroupForm group={asked.act === 'change' ? asked.group : null} onClose={close} />
      )}
    </>
  )
}
