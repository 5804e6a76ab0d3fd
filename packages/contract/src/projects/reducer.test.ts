import { buildProject, eventBase, idOf } from '@copydesk/testkit/entities'
import { describe, expect, it } from 'vitest'
import { applyProject } from './reducer.ts'

const own = { may: ['comment.write' as const], memberRole: 'reviewer' as const }
const project = { ...buildProject({ revision: 2 }), ...own }

describe('applyProject', () => {
  it('takes a newer revision from a change and from publishing, and keeps what the viewer may do', () => {
    const newer = buildProject({ revision: 3, name: 'Renamed' })
    for (const event of [
      { ...eventBase('project.changed'), project: newer },
      { ...eventBase('project.published'), project: newer, items: [] },
    ]) {
      expect(applyProject(project, event)).toEqual({ ...newer, ...own })
    }
  })

  it('ignores an older revision', () => {
    const older = buildProject({ revision: 1 })
    expect(applyProject(project, { ...eventBase('project.changed'), project: older })).toBe(project)
  })

  it('is null once deleted, and stays null', () => {
    const deleted = applyProject(project, { ...eventBase('project.deleted'), projectId: project.id })
    expect(deleted).toBeNull()
    const late = buildProject({ revision: 9 })
    expect(applyProject(null, { ...eventBase('project.changed'), project: late })).toBeNull()
  })

  it('is untouched by items and by other projects', () => {
    expect(applyProject(project, { ...eventBase('item.removed'), itemIds: [project.id] })).toBe(project)
    expect(applyProject(project, { ...eventBase('project.deleted'), projectId: idOf(9) })).toBe(project)
  })
})
