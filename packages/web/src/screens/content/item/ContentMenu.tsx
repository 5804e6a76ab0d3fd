/** What else can be done with a content item as a whole: it can be deleted, and that undone. */
import type { ContentSummary } from '@copydesk/contract'
import { Ellipsis, Trash2 } from 'lucide-react'
import { useNavigate } from 'react-router'
import { useContentEnds } from '../../../content/use-content-ends.ts'
import { IconButton, Menu, MenuItem, MenuTrigger } from '../../../design/index.ts'
import { paths } from '../../../paths.ts'

export function ContentMenu({ content }: { content: ContentSummary }) {
  const ends = useContentEnds()
  const navigate = useNavigate()
  const remove = async () => {
    if (await ends.remove(content)) void navigate(paths.content())
  }
  return (
    <MenuTrigger>
      <IconButton label="More actions" size="small">
        <Ellipsis size={16} aria-hidden />
      </IconButton>
      <Menu placement="bottom end">
        <MenuItem label="Delete" tone="danger" icon={<Trash2 size={15} />} onAction={() => void remove()} />
      </Menu>
    </MenuTrigger>
  )
}
