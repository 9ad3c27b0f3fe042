import { basis, Field, integer, keyedHash, nested, oneOf, text } from '#kernel';
import { EXCLUSION_REASONS } from './order.codes.js';

/** What is on disk of the buyer's rating of an order. Add optional fields; never rename, never remove. */

const level = integer(1, 5).as(
  '满意度:5 非常满意 … 1 非常不满意',
  'satisfaction: 5 very satisfied … 1 very dissatisfied',
  5,
);

/** 非常满意 5 … 非常不满意 1. */
class RatingDimensions {
  @Field(level.as('服务效率', 'efficiency', 5), 'optional') efficiency?: number;
  @Field(level.as('服务质量', 'quality', 5), 'optional') quality?: number;
  @Field(level.as('服务态度', 'attitude', 5), 'optional') attitude?: number;
  @Field(level.as('收费合理', 'price', 4), 'optional') price?: number;
  @Field(level.as('便捷程度', 'convenience', 4), 'optional') convenience?: number;
}

export class RatingGiven {
  @Field(level.as('总体满意度', 'overall satisfaction', 5)) level: number;
  @Field(nested(RatingDimensions).as('分项满意度', 'satisfaction by dimension'), 'optional')
  dimensions?: RatingDimensions;
  @Field(text(1, 500).as('评语', 'in words', '辅导细致,收费合理'), 'optional') comment?: string;
  @Field(
    keyedHash(
      '评价设备标识的带密钥哈希,用于识别刷评',
      'keyed hash of the device that rated, against ballot stuffing (RF-15)',
    ),
    'optional',
  )
  deviceHash?: string;
}

export class RatingRevised extends RatingGiven {}

export class RatingExcluded {
  @Field(oneOf(EXCLUSION_REASONS)) reasonCode: string;
  @Field(basis) basis: string;
}
