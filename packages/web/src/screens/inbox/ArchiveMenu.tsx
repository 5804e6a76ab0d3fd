/** What can be archived of the whole inbox at once, with its way back. */
import { useCommands } from '@copydesk/react'
import { Archive } from 'lucide-react'
import { IconButton, Menu, MenuItem, MenuTrigger } from '../../design/index.ts'
import { offerUndo, undoHistory } from '../../frame/undo/undo.ts'

export function ArchiveMenu() {
  const commands = useCommands()
  const archive = (onlyRead: boolean) =>
    undoHistory.during(async () => {
      const outcome = await commands.archiveAll(onlyRead)
      const archivedAt = outcome.ok ? outcome.value?.archivedAt : null
      if (!archivedAt) return
      const title = onlyRead ? 'Archived what is read' : 'All archived'
      offerUndo({ title, takeBack: () => commands.undoArchiveAll(archivedAt) })
    })
  return (
    <MenuTrigger>
      <IconButton label="Archive…" size="small">
        <Archive size={16} aria-hidden />
      </IconButton>
      <Menu aria-label="Archive" placement="bottom end" onAction={(key) => void archive(key === 'read')}>
        <MenuItem id="read" label="Archive all that is read" />
        <MenuItem id="all" label="Archive all" />
      </Menu>
    </MenuTrigger>
  )
}
