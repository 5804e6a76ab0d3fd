/**
 * The order of test files. Vitest begins with those that took longest, which it knows from the run before; a fresh clone
 * has none, and the size of a file says little. What takes minutes begins first, so that no worker is left alone with it.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const longest =
  /\/(quick-run|states|hard-bodies|doctor-rows|first-day|accessibility(-narrow)?|hard-comments|projects\.property|seed-demo|many-items)\.test\.ts$/

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification) => longest.test(moduleId)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}
