import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';

const VERSION = '23.10.6';
const STREAMS = 'event_store.client.streams.Streams';
const METHODS = ['read', 'append', 'delete', 'tombstone', 'batchappend'];

/** What the server can do; clients append with BatchAppend when it is named. */
export function supportedMethods(): features.SupportedMethods {
  const answer = new features.SupportedMethods();
  answer.setEventStoreServerVersion(VERSION);
  for (const name of METHODS) {
    const method = new features.SupportedMethod();
    method.setServiceName(STREAMS.toLowerCase());
    method.setMethodName(name);
    answer.addMethods(method);
  }
  return answer;
}

/** A cluster of one node, which leads. */
export function clusterOfOne(host: string, port: number, nodeId: string): gossip.ClusterInfo {
  const endPoint = new gossip.EndPoint();
  endPoint.setAddress(host);
  endPoint.setPort(port);
  const id = new shared.UUID();
  id.setString(nodeId);
  const member = new gossip.MemberInfo();
  member.setInstanceId(id);
  member.setTimeStamp(String(Date.now()));
  member.setState(gossip.MemberInfo.VNodeState.LEADER);
  member.setIsAlive(true);
  member.setHttpEndPoint(endPoint);
  const cluster = new gossip.ClusterInfo();
  cluster.addMembers(member);
  return cluster;
}
