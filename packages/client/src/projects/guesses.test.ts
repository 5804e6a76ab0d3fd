import { describe, expect, it } from 'vitest'
import { buildProject, idOf, projectId } from '../../test/builders.ts'
import { twice, who } from '../../test/guesses.ts'
import * as guesses from './guesses.ts'

describe('guesses about projects', () => {
  it('rename it where it is open and in the list, without touching the counts', () => {
    const project = buildProject({ commentCount: 7 })
    const renamed = { ...project, name: 'New', revision: 2, updatedAt: who.at }
    const own = { may: ['project.write' as const], memberRole: null }
    expect(twice(guesses.guessProject(who, { name: 'New' }), { ...project, ...own })).toEqual({
      ...renamed,
      ...own,
    })
    const list = { data: [project], nextCursor: null }
    expect(twice(guesses.guessProjectInList(who, project.id, { name: 'New' }), list).data).toEqual([renamed])
    expect(guesses.guessProjectInList(who, idOf(9), { name: 'New' })(list)).toBe(list)
  })

  it('take it out of the list', () => {
    const list = { data: [buildProject()], nextCursor: null }
    expect(twice(guesses.guessProjectDeleted(who, projectId), list).data).toEqual([])
  })
})
