import type { Type } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { ApiExtension } from '@nestjs/swagger';
import type { AudienceName } from './readers.js';

const AUDIENCE = 'liuhen:audience';

/** Says whom a route is for, and says it in the API's document. */
export const audience =
  (name: AudienceName): MethodDecorator =>
  (target, property, descriptor: PropertyDescriptor) => {
    Reflect.defineMetadata(AUDIENCE, name, target, property);
    ApiExtension('x-readers', name)(target, property, descriptor);
  };

/**
 * Whom a route is for that is not served by `serving`: what it takes or gives is no JSON, and is not limited to somebody's
 * business.
 */
export const ForAll = (name: 'open' | 'account'): MethodDecorator => audience(name);

/** Throws for a route that does not say whom it is for: it would be shown to everybody who asks. */
export function requireAudiences(controllers: readonly Type<unknown>[]): void {
  for (const { name, prototype } of controllers)
    for (const [property, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype)))
      if (isRoute(value) && !Reflect.hasMetadata(AUDIENCE, prototype as object, property))
        throw new Error(`route ${property} of ${name} does not say whom it is for`);
}

const isRoute = (value: unknown): boolean => typeof value === 'function' && Reflect.hasMetadata(METHOD_METADATA, value);
