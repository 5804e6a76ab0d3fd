/** Chooses between open and resolved threads, and says how many there are of each. */
import type { ThreadCounts } from '@copydesk/contract'
import { ListFilter } from 'lucide-react'
import { Button, Menu, MenuItem, MenuTrigger } from '../../../design/index.ts'
import { type ThreadFilter, threadFilters } from './thread-filter.ts'

const words: Record<ThreadFilter, string> = { open: 'Open', resolved: 'Resolved', all: 'All' }

export interface ThreadFilterMenuProps {
  filter: ThreadFilter
  counts: ThreadCounts
  onChange: (filter: ThreadFilter) => void
}

export function ThreadFilterMenu({ filter, counts, onChange }: ThreadFilterMenuProps) {
  const { open, resolved } = counts
  const numbers: Record<ThreadFilter, number> = { open, resolved, all: open + resolved }
  return (
    <MenuTrigger>
      <Button size="small" variant="quiet" icon={<ListFilter size={14} aria-hidden />}>
        {`Threads: ${words[filter].toLowerCase()} (${numbers[filter].toLocaleString()})`}
      </Button>
      <Menu
        aria-label="Threads"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[filter]}
        onAction={(chosen) => {
          const wanted = threadFilters.find((one) => one === chosen)
          if (wanted !== undefined) onChange(wanted)
        }}
      >
        {threadFilters.map((one) => (
          <MenuItem key={one} id={one} label={words[one]} hint={numbers[one].toLocaleString()} />
        ))}
      </Menu>
    </MenuTrigger>
  )
}
