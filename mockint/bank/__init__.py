"""The question bank: reads folders of questions, rubrics and skills, and says everything that is wrong with them."""
