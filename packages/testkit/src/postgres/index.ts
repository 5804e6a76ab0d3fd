/** PostgreSQL for tests. Debian's package must be there. */
export { type Cluster, type ClusterOptions, findBinaries, startCluster } from './cluster.ts'
