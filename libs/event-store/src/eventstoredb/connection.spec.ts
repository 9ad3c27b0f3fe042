import { EventStoreDBClient } from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { connectionOf } from './connection.js';

describe('a connection string', () => {
  const warn = jest.spyOn(console, 'warn');
  beforeEach(() => {
    warn.mockReset();
  });
  afterEach(() => expect(warn).not.toHaveBeenCalled());

  it.each<[string, string, string, string]>([
    ['of one node', 'esdb://db.example.cn:2113', 'esdb://db.example.cn:2113', 'liuhen.'],
    ['without a port', 'esdb://db', 'esdb://db', 'liuhen.'],
    ['with a slash', 'esdb://db:2113/?tls=false', 'esdb://db:2113/?tls=false', 'liuhen.'],
    ['without TLS', 'esdb://127.0.0.1:2113?tls=false', 'esdb://127.0.0.1:2113?tls=false', 'liuhen.'],
    ['of a cluster', 'esdb://a:2111,b:2112,c?tls=true', 'esdb://a:2111,b:2112,c?tls=true', 'liuhen.'],
    ['of a cluster by name', 'esdb+discover://dns.cn:2113', 'esdb+discover://dns.cn:2113', 'liuhen.'],
    ['with a password', 'esdb://admin:ch%40ng%3Ait@db', 'esdb://admin:ch%40ng%3Ait@db', 'liuhen.'],
    ['with TLS and a password', 'esdb://u:p@db?tls=true', 'esdb://u:p@db?tls=true', 'liuhen.'],
    ['with names of its own', 'esdb://db?streamPrefix=t1', 'esdb://db', 't1.'],
    ['with names in parts', 'esdb://db?streamPrefix=gd.test&tls=false', 'esdb://db?tls=false', 'gd.test.'],
    ['with keys in other letters', 'esdb://db?Stream_Prefix=t1&TLS=false', 'esdb://db?TLS=false', 't1.'],
    [
      'with all the client knows',
      'esdb://db?nodePreference=leader&keepAliveInterval=-1&keepAliveTimeout=20000&defaultDeadline=5000&connectionName=a%20b&streamPrefix=x',
      'esdb://db?nodePreference=leader&keepAliveInterval=-1&keepAliveTimeout=20000&defaultDeadline=5000&connectionName=a%20b',
      'x.',
    ],
    [
      'of a cluster with its patience',
      'esdb://a,b?maxDiscoverAttempts=3&discoveryInterval=100&gossipTimeout=5',
      'esdb://a,b?maxDiscoverAttempts=3&discoveryInterval=100&gossipTimeout=5',
      'liuhen.',
    ],
  ])('%s is taken as it is, and the client takes it without a word', (_, text, kept, prefix) => {
    expect(connectionOf(text)).toEqual({ text: kept, prefix });
    expect(EventStoreDBClient.connectionString(kept)).toBeInstanceOf(EventStoreDBClient);
  });

  it('keeps the path of a certificate as it is written', () => {
    for (const path of ['/etc/ca.pem', '%2Fetc%2Fmy%20ca.pem', '/etc/a+b.pem'])
      expect(connectionOf(`esdb://db?tlsCAFile=${path}`)?.text).toBe(`esdb://db?tlsCAFile=${path}`);
    const both = 'esdb://db?userCertFile=/etc/u.pem&userKeyFile=/etc/u.key';
    expect(connectionOf(both)?.text).toBe(both);
  });

  it.each([
    ['of another scheme', 'kurrentdb://db:2113'],
    ['of a file', 'sqlite:events.db'],
    ['without a host', 'esdb://'],
    ['with a path', 'esdb://db/ledger'],
    ['with a blank', 'esdb://db host'],
    ['with a port that is none', 'esdb://db:port'],
    ['with a port that is partly one', 'esdb://db:21x3'],
    ['with an address the client cannot read', 'esdb://[::1]:2113'],
    ['with a password that TLS does not protect, which the client would leave out', 'esdb://u:p@db?tls=false'],
    ['with a password of which the client would leave out a part', 'esdb://u:p:q@db'],
    ['with a password the client would take for a host', 'esdb://u:p@q@db'],
    ['with a user and no password', 'esdb://u@db'],
    ['with hosts by name of which the client would take the first', 'esdb+discover://a,b'],
    ['with a certificate that is not to be verified', 'esdb://db?tlsVerifyCert=false'],
    ['with refusals that are not thrown', 'esdb://db?throwOnAppendFailure=false'],
    ['with a key the client does not know', 'esdb://db?tls=false&maxRetries=3'],
    ['with a key without a value', 'esdb://db?tls='],
    ['with a value without a key', 'esdb://db?=false'],
    ['with TLS neither on nor off', 'esdb://db?tls=FALSE'],
    ['with a number that is none', 'esdb://db?defaultDeadline=soon'],
    ['with a certificate and no key', 'esdb://db?userCertFile=/etc/u.pem'],
    ['with a key said twice', 'esdb://u:p@db?tls=false&tls=true'],
    ['with two question marks', 'esdb://db?tls=false?streamPrefix=x'],
    ['with names that are none', 'esdb://db?streamPrefix='],
    ['with names of the server', 'esdb://db?streamPrefix=$x'],
    ['with names in capitals', 'esdb://db?streamPrefix=Gd'],
    ['with names that end in a dot', 'esdb://db?streamPrefix=gd.'],
    ['with names longer than 40 characters', `esdb://db?streamPrefix=${'x'.repeat(41)}`],
    ['with a value that cannot be decoded', 'esdb://db?connectionName=%zz'],
    ['with a password that cannot be decoded', 'esdb://u:%zz@db'],
  ])('%s is not taken', (_, text) => {
    expect(connectionOf(text)).toBeUndefined();
  });
});
