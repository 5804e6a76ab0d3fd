/** Who else is looking at this project now. */
import type { Id, Person } from '@copydesk/contract'
import { useDesk, useHere } from '@copydesk/react'
import { AvatarGroup } from '../design/index.ts'

/** Nothing while one is alone. */
export function HereNow({ projectId, people }: { projectId: Id; people: readonly Person[] }) {
  const { person: me } = useDesk()
  const present = useHere(projectId)
  const others = present.flatMap(({ personId }) => {
    const person = people.find((candidate) => candidate.id === personId)
    return person === undefined || personId === me.id ? [] : [person]
  })
  return others.length === 0 ? null : <AvatarGroup label="Here now" people={others} />
}
